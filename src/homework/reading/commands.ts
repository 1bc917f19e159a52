/**
 * What the commands of LaTeX mean in a formula about gradients. A command that is not here is not known, and the
 * nearest one that is can be suggested. Rows carry everything: how a meaning is read stands in tidy*.ts, once.
 */
import type { BinarySign, RelationSign } from "../syntax.ts";

export type Meaning =
  | { readonly tag: "symbol"; readonly name: string; readonly isWord: boolean }
  | { readonly tag: "operator"; readonly sign: BinarySign }
  | { readonly tag: "relation"; readonly sign: RelationSign }
  /** `\not` before a relation. */
  | { readonly tag: "negation" }
  /** A font: its argument is read as if it stood alone. `mayBeOne`: `\mathbf{1}` may be an indicator. */
  | { readonly tag: "font"; readonly mayBeOne: boolean }
  /** An upright font, in which words are written: `\mathrm`, `\operatorname`. */
  | { readonly tag: "upright" }
  | { readonly tag: "text" }
  | { readonly tag: "accent"; readonly name: string }
  | { readonly tag: "space" }
  | { readonly tag: "quad" }
  /** Goes, with so many arguments. */
  | { readonly tag: "drop"; readonly arguments: number; readonly mayBeNumber?: true }
  /** Of its arguments the one at `keep` is read. */
  | { readonly tag: "unwrap"; readonly arguments: number; readonly keep: number; readonly isNoted: boolean }
  /** `\underbrace{..}_{..}`: the label goes too. */
  | { readonly tag: "brace"; readonly label: "_" | "^" }
  | { readonly tag: "character"; readonly text: string }
  | { readonly tag: "fraction" }
  | { readonly tag: "over" }
  | { readonly tag: "root" }
  | { readonly tag: "sum" }
  | { readonly tag: "differential"; readonly sign: "∂" | "∇" }
  | { readonly tag: "dots" }
  | { readonly tag: "blank" }
  | { readonly tag: "degree" }
  | { readonly tag: "underline" }
  | { readonly tag: "row" }
  | { readonly tag: "substack" }
  | { readonly tag: "connective" }
  | { readonly tag: "condition" }
  | { readonly tag: "and" }
  | { readonly tag: "prime" }
  | { readonly tag: "underscore" }
  | { readonly tag: "open"; readonly text: string; readonly word?: string }
  | { readonly tag: "close"; readonly text: string }
  | { readonly tag: "bar"; readonly text: string; readonly word?: string }
  | { readonly tag: "definition" }
  | { readonly tag: "forbidden" };

const table = new Map<string, Meaning>();

function add(commands: string, meaning: Meaning | ((command: string) => Meaning)): void {
  for (const command of commands.split(" ")) {
    table.set(command, typeof meaning === "function" ? meaning(command) : meaning);
  }
}

const GREEK =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega " +
  "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho Sigma Tau Upsilon Phi Chi Psi Omega";
add(GREEK, (name) => ({ tag: "symbol", name, isWord: false }));
add("varepsilon vartheta varpi varrho varsigma varphi varkappa", (name) => {
  return { tag: "symbol", name: name.slice(3), isWord: false };
});
add("ell hbar imath jmath infty top aleph Re Im dagger ddagger emptyset varnothing", (name) => {
  return { tag: "symbol", name, isWord: false };
});
add("intercal", { tag: "symbol", name: "top", isWord: false });
add(
  "exp log ln sin cos tan sinh cosh tanh coth sec csc cot arctan max min arg sup inf det dim ker deg gcd Pr lg",
  (name) => {
    return { tag: "symbol", name, isWord: true };
  },
);

add("cdot cdotp bullet", { tag: "operator", sign: "dot" });
add("times", { tag: "operator", sign: "times" });
add("ast *", { tag: "operator", sign: "*" });
add("star bigstar", { tag: "operator", sign: "star" });
add("otimes bigotimes", { tag: "operator", sign: "otimes" });
add("circledast", { tag: "operator", sign: "circledast" });
add("odot bigodot", { tag: "operator", sign: "odot" });
add("circ", { tag: "operator", sign: "ring" });
add("div", { tag: "operator", sign: "/" });
add("bmod mod %", { tag: "operator", sign: "mod" });

add("equiv coloneqq triangleq doteq eqdef vcentcolon", { tag: "relation", sign: "=" });
add("approx simeq cong thickapprox", { tag: "relation", sign: "≈" });
add("ne neq", { tag: "relation", sign: "≠" });
add("le leq leqslant leqq", { tag: "relation", sign: "≤" });
add("ge geq geqslant geqq", { tag: "relation", sign: "≥" });
add("lt", { tag: "relation", sign: "<" });
add("gt", { tag: "relation", sign: ">" });
add("mid", { tag: "relation", sign: "|" });
add("in", { tag: "relation", sign: "∈" });
add("notin", { tag: "relation", sign: "∉" });
add("not", { tag: "negation" });
add("propto", { tag: "relation", sign: "∝" });

add("mathbf mathbb mathbbm mathds mathsf", { tag: "font", mayBeOne: true });
add("boldsymbol bm pmb mathcal mathscr mathfrak mathit mathnormal matr vect symbf symbfit bold Bbb", {
  tag: "font",
  mayBeOne: false,
});
add("mathrm operatorname operatorname* mathop mathtt mathup", { tag: "upright" });
add("text textrm textbf textit textsf texttt textnormal mbox hbox emph textup mathtext", { tag: "text" });
add("tilde widetilde", { tag: "accent", name: "tilde" });
add("hat widehat", { tag: "accent", name: "hat" });
add("bar", { tag: "accent", name: "bar" });
add("vec overrightarrow", { tag: "accent", name: "vec" });
add("dot", { tag: "accent", name: "dot" });
add("ddot", { tag: "accent", name: "ddot" });
add("overline", { tag: "accent", name: "overline" });
add("check", { tag: "accent", name: "check" });
add("breve", { tag: "accent", name: "breve" });

add(", ; : ! > / thinspace medspace thickspace negthinspace negmedspace negthickspace enspace", { tag: "space" });
table.set(" ", { tag: "space" });
add("displaystyle textstyle scriptstyle scriptscriptstyle limits nolimits nonumber notag hline big Big bigg Bigg", {
  tag: "space",
});
add("bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm Biggm rm bf it cal sf tt bfseries itshape", {
  tag: "space",
});
add(
  "boldmath unboldmath normalfont upshape tiny scriptsize footnotesize small normalsize large Large LARGE huge Huge",
  {
    tag: "space",
  },
);
add("centering noindent allowbreak nobreak relax null strut mathstrut toprule midrule bottomrule ignorespaces par", {
  tag: "space",
});
add("quad qquad newline linebreak hfill", { tag: "quad" });
add("tag tag*", { tag: "drop", arguments: 1, mayBeNumber: true });
add("label vspace vspace* phantom hphantom vphantom ref eqref cite pagebreak intertext shortintertext cline", {
  tag: "drop",
  arguments: 1,
});
add("hspace hspace* mspace hskip mkern kern", { tag: "drop", arguments: 1 });
add("color arraycolsep setlength", { tag: "drop", arguments: 1 });
add("rule addtolength", { tag: "drop", arguments: 2 });
add("boxed fbox framebox Aboxed", { tag: "unwrap", arguments: 1, keep: 0, isNoted: true });
add("mathrel mathbin mathord mathopen mathclose mathpunct mathinner smash mathclap mathstrut ensuremath displaylines", {
  tag: "unwrap",
  arguments: 1,
  keep: 0,
  isNoted: false,
});
add("cancel bcancel xcancel sout", { tag: "unwrap", arguments: 1, keep: 0, isNoted: true });
add("textcolor colorbox", { tag: "unwrap", arguments: 2, keep: 1, isNoted: false });
add("overset stackrel underset", { tag: "unwrap", arguments: 2, keep: 1, isNoted: true });
add("underbrace underbracket", { tag: "brace", label: "_" });
add("overbrace overbracket", { tag: "brace", label: "^" });
add("lbrace {", { tag: "open", text: "\\{" });
add("rbrace }", { tag: "close", text: "\\}" });
add("lbrack", { tag: "open", text: "[" });
add("rbrack", { tag: "close", text: "]" });
add("lparen", { tag: "open", text: "(" });
add("rparen", { tag: "close", text: ")" });
add("lfloor", { tag: "open", text: "⌊", word: "floor" });
add("rfloor", { tag: "close", text: "⌋" });
add("lceil", { tag: "open", text: "⌈", word: "ceil" });
add("rceil", { tag: "close", text: "⌉" });
add("vert lvert rvert", { tag: "bar", text: "|" });
add("| Vert lVert rVert", { tag: "bar", text: "‖", word: "norm" });

add("frac dfrac tfrac cfrac nicefrac sfrac", { tag: "fraction" });
add("over", { tag: "over" });
add("sqrt", { tag: "root" });
add("sum prod", { tag: "sum" });
add("partial", { tag: "differential", sign: "∂" });
add("nabla bigtriangledown triangledown", { tag: "differential", sign: "∇" });
add("dots cdots ldots vdots ddots dotsb dotsc dotsm dotso dotsi hdots iddots", { tag: "dots" });
add("square Box blacksquare placeholder", { tag: "blank" });
add("degree", { tag: "degree" });
add("underline", { tag: "underline" });
add("\\ cr tabularnewline", { tag: "row" });
add("substack", { tag: "substack" });
add("Rightarrow implies iff Leftrightarrow Longrightarrow Longleftrightarrow therefore because", { tag: "connective" });
add("to rightarrow longrightarrow leftarrow gets mapsto leadsto rightsquigarrow Leftarrow impliedby", {
  tag: "connective",
});
add("forall", { tag: "condition" });
add("land wedge And cap", { tag: "and" });
add("prime", { tag: "prime" });
add("_", { tag: "underscore" });
add("& #", { tag: "space" });
table.set("&", { tag: "and" });

add("newcommand renewcommand providecommand def gdef edef xdef let DeclareMathOperator DeclareMathOperator*", {
  tag: "definition",
});
add("input include write openin openout read immediate csname endcsname catcode special directlua ShellEscape", {
  tag: "forbidden",
});
add("includegraphics href url loop repeat expandafter noexpand usepackage require openout closeout newwrite newread", {
  tag: "forbidden",
});
add(
  "batchmode errmessage uppercase lowercase string meaning jobname afterassignment aftergroup futurelet lstinputlisting",
  {
    tag: "forbidden",
  },
);

/** `\write18` is lexed as a command and a number; the name of a command comes without its backslash. */
export function meaningOf(command: string): Meaning | undefined {
  return table.get(command);
}

const known = [...table.keys()].filter((command) => /^[A-Za-z]{2,}$/u.test(command));

const knownEnvironments = (): readonly string[] => [...environments.keys()];

/** The known command or environment, as it is written, that a misspelt one most likely means. */
export function nearestCommand(command: string): string | undefined {
  let best: { readonly name: string; readonly distance: number } | undefined;
  const isEnvironment = command.startsWith("\\begin{");
  const spelt = isEnvironment ? command.slice("\\begin{".length, -1) : command.slice(1);
  const limit = spelt.length <= 4 ? 1 : 2;
  for (const name of isEnvironment ? knownEnvironments() : known) {
    if (Math.abs(name.length - spelt.length) > limit || table.get(name)?.tag === "forbidden") continue;
    const distance = editDistance(spelt, name);
    if (distance <= limit && distance < (best?.distance ?? limit + 1)) best = { name, distance };
  }
  return best && (isEnvironment ? `\\begin{${best.name}}` : `\\${best.name}`);
}

/** Letters added, left out, exchanged, or two of them turned round; a letter in the other case is half a mistake. */
function editDistance(left: string, right: string): number {
  let before: readonly number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const [a, b] = [left.charAt(row - 1), right.charAt(column - 1)];
      const exchanged = a === b ? 0 : a.toLowerCase() === b.toLowerCase() ? 0.5 : 1;
      const isTurned = row > 1 && column > 1 && a === right.charAt(column - 2) && b === left.charAt(row - 2);
      const turned = isTurned ? (before[column - 2] ?? 0) + 0.75 : Number.POSITIVE_INFINITY;
      const one = Math.min((previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, turned);
      current.push(Math.min((previous[column - 1] ?? 0) + exchanged, one));
    }
    [before, previous] = [previous, current];
  }
  return previous[right.length] ?? 0;
}

/** How an environment is read: its rows are formulas, or cells, or the values of a function by cases. */
export type EnvironmentKind = "layout" | "array" | "matrix" | "cases" | "substack";

const environments = new Map<string, EnvironmentKind>();
for (const [kind, names] of [
  [
    "layout",
    "equation align gather multline eqnarray flalign alignat displaymath math dmath aligned gathered split alignedat subequations multlined center document IEEEeqnarray",
  ],
  ["array", "array tabular"],
  ["matrix", "matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix"],
  ["cases", "cases dcases rcases numcases"],
  ["substack", "subarray"],
] as const) {
  for (const name of names.split(" ")) environments.set(name, kind);
}

/** With its star or without. */
export function environmentKind(name: string): EnvironmentKind | undefined {
  return environments.get(name.replace("*", ""));
}

/** Those that start mathematics of their own in running text. */
export const DISPLAYS: ReadonlySet<string> = new Set(
  "equation align gather multline eqnarray flalign alignat displaymath math dmath IEEEeqnarray".split(" "),
);

/** Rows that need mathematics around them, and in running text are often left without. */
export const ROWS: ReadonlySet<string> = new Set("aligned gathered split alignedat multlined matrix array".split(" "));
