/** What a report's page adds to the look of our pages: badges for verdicts, marked source, plain on paper. */
export const reportStyle = `
:root { --doubt: #8a5a00; --mark: #fde0dd; }
@media (prefers-color-scheme: dark) { :root { --doubt: #e3b341; --mark: #5a2320; } }
.total { font-weight: 600; }
.summary { list-style: none; padding: 0; margin: 0 0 1.5rem; display: grid; gap: 0.4rem; font-size: 0.92em; }
.badge { display: inline-block; padding: 0.05rem 0.6rem; border: 1.5px solid currentColor; border-radius: 1rem;
  font: 600 0.85rem/1.5 system-ui, "Noto Sans CJK SC", sans-serif; white-space: nowrap; text-decoration: none; }
.badge.correct, .badge.rounded { color: var(--good); }
.badge.wrong { color: var(--bad); border-width: 2.5px; }
.badge.unproven, .badge.ambiguous, .badge.unreadable { color: var(--doubt); border-style: dashed; }
a.badge:hover, a.badge:focus-visible { text-decoration: underline; }
.claim { border-left: 4px solid var(--line); padding: 0 0 0.1rem 1rem; margin: 1.75rem 0; }
.claim.correct, .claim.rounded { border-color: var(--good); }
.claim.wrong { border-color: var(--bad); }
.claim.unproven, .claim.ambiguous, .claim.unreadable { border-left-style: dashed; border-color: var(--doubt); }
.claim h2 { font-size: 1.02rem; margin: 0 0 0.4rem; padding: 0; border: 0; }
.claim .place { color: var(--soft); font-weight: 400; font-size: 0.9em; }
.claim pre { margin: 0.4rem 0; white-space: pre-wrap; overflow-wrap: anywhere; color: var(--soft); }
.claim mark { background: var(--mark); color: var(--ink); text-decoration: underline; text-decoration-thickness: 2px;
  text-underline-offset: 3px; font-weight: 600; }
.claim dl { margin: 0.5rem 0; }
.claim dd { min-width: 0; overflow-x: auto; overflow-y: hidden; }
.claim dd ul { margin: 0; padding: 0 0 0 1.1rem; }
.claim .code { color: var(--soft); font-size: 0.85em; white-space: nowrap; }
@media print {
  :root { --doubt: #000; --good: #000; --bad: #000; --mark: #fff; }
  .claim { break-inside: avoid; }
}
`;
