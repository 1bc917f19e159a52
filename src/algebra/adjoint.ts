/**
 * Derivatives of one array by another, through everything between them. Each link is the table of a definition
 * grouped by one of its factors; links are chained, the last array first. There is no rule for any operator.
 */
import { Mistake } from "../error.ts";
import { tell } from "../messages/message.ts";
import { type NumericArray, operandsOf } from "../problem/problem.ts";
import type { Atom } from "./atoms.ts";
import { differentiateScalar } from "./calculus.ts";
import { UNIT } from "./coefficients.ts";
import { expandArray, passingOperands } from "./expand.ts";
import { finishTerms } from "./finish.ts";
import { recognise } from "./recognise.ts";
import { demandFewer } from "./substitute.ts";
import { createTerms, factorsAt, NONE, type TermTable } from "./terms.ts";
import { visitsOf } from "./visit.ts";
import { arrayIn, remember, upstreamOf, type Workspace } from "./workspace.ts";

/** ∂of/∂wrt: rows `of` an entry of the one, `wrt` an entry of the other. */
export function adjoint(workspace: Workspace, of: NumericArray, wrt: NumericArray): TermTable {
  return remember(workspace, `adjoint ${of.id} ${wrt.id}`, () => {
    if (of.id === wrt.id) return identity(of);
    const consumers = consumersOf(workspace, of, wrt);
    if (consumers.length === 1 && consumers[0]?.id === of.id) return localDerivative(workspace, of, wrt);
    const links = consumers.map((consumer) => {
      const local = localDerivative(workspace, consumer, wrt);
      return consumer.id === of.id ? local : chain(workspace, upstream(workspace, of, consumer), local);
    });
    return finishTerms(recognise(workspace, concatenate(links)), workspace.coefficients);
  });
}

/** The arrays between `of` and `wrt` whose definitions mention `wrt`. */
export function consumersOf(workspace: Workspace, of: NumericArray, wrt: NumericArray): NumericArray[] {
  const reached = reachedFrom(workspace, of);
  return [...reached]
    .filter((id) => id !== wrt.id && mentionedBy(workspace, arrayIn(workspace, id)).has(wrt.id))
    .sort((a, b) => a - b)
    .map((id) => arrayIn(workspace, id));
}

/** Everything that an array depends on, itself included. */
function reachedFrom(workspace: Workspace, of: NumericArray): Set<number> {
  const reached = new Set<number>();
  const pending = [of.id];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    pending.push(...mentionedBy(workspace, arrayIn(workspace, id)));
  }
  return reached;
}

/** The arrays whose entries, or functions of them, stand in an array's table. */
export function mentionedBy(workspace: Workspace, array: NumericArray): ReadonlySet<number> {
  const { definition } = array;
  if (definition.kind === "loss") return new Set([definition.of]);
  if (definition.kind === "derivative") return reachedFrom(workspace, arrayIn(workspace, definition.of));
  if (definition.kind !== "rows") return new Set();
  const direct = directlyMentioned(workspace, array);
  const inner = innerAmong(workspace, direct).flatMap((part) => [...mentionedBy(workspace, part)]);
  return new Set([...direct, ...inner].filter((id) => !arrayIn(workspace, id).isInner));
}

/** More visits than this are not made to see which arrays a definition mentions. */
const MOST_VISITS = 30_000;

/**
 * The arrays in a definition's table; of a large one, the operands, and in place of those that it is seen through to,
 * what they mention.
 */
function directlyMentioned(workspace: Workspace, array: NumericArray): ReadonlySet<number> {
  const { definition } = array;
  const visits = definition.kind === "rows" ? definition.rows.reduce((sum, rows) => sum + visitsOf(rows), 0) : 0;
  if (visits <= MOST_VISITS) return arraysIn(workspace, expandArray(workspace, array));
  const passing = new Set(passingOperands(workspace, array).map(({ id }) => id));
  const mentioned = operandsOf(array).flatMap((id) =>
    passing.has(id) ? [...directlyMentioned(workspace, arrayIn(workspace, id))] : [id],
  );
  return new Set(mentioned.filter((id) => arrayIn(workspace, id).definition.kind !== "numbers"));
}

/** The arrays that are parts of an operator. */
function innerAmong(workspace: Workspace, ids: Iterable<number>): NumericArray[] {
  return [...ids].map((id) => arrayIn(workspace, id)).filter((array) => array.isInner);
}

function arraysIn(workspace: Workspace, table: TermTable): ReadonlySet<number> {
  const found = known.arrays.get(table) ?? findArrays(workspace, table);
  known.arrays.set(table, found);
  return found;
}

function findArrays(workspace: Workspace, table: TermTable): Set<number> {
  const arrays = new Set<number>();
  let [from, to] = [0, -1];
  for (const atom of table.factors) {
    if (atom < 0 || (atom >= from && atom <= to)) continue;
    const described = workspace.atoms.describe(atom);
    for (const entry of entriesIn(workspace, described)) arrays.add(entry.array.id);
    if (described.kind !== "entry") continue;
    from = atom - described.entry;
    to = from + described.array.shape.reduce((product, size) => product * size, 1) - 1;
  }
  return arrays;
}

function entriesIn(workspace: Workspace, atom: Atom): { array: NumericArray }[] {
  if (atom.kind === "entry") return [atom];
  return [atom.left, atom.right].flatMap((side) => entriesIn(workspace, workspace.atoms.describe(side)));
}

/** ∂of/∂consumer, as a symbol of its own where writing it out would swell the expression. */
export function upstream(workspace: Workspace, of: NumericArray, consumer: NumericArray): TermTable {
  return isSymbolic(workspace, of, consumer)
    ? symbolTable(workspace, upstreamOf(workspace, of, consumer))
    : adjoint(workspace, of, consumer);
}

/** A scalar's derivative by a layer is a symbol, unless the layer is elementwise or the derivative is no sum. */
export function isSymbolic(workspace: Workspace, of: NumericArray, consumer: NumericArray): boolean {
  if (of.shape.length > 0 || of.id === consumer.id || isElementwise(consumer)) return false;
  return hasSums(adjoint(workspace, of, consumer));
}

/** What is asked of a table again for each entry that is derived; it never changes. */
const known = { sums: new WeakMap<TermTable, boolean>(), arrays: new WeakMap<TermTable, ReadonlySet<number>>() };

/** Whether an entry of a table is a sum or a product. */
function hasSums(table: TermTable): boolean {
  const found = known.sums.get(table) ?? findsSum(table);
  known.sums.set(table, found);
  return found;
}

function findsSum(table: TermTable): boolean {
  const { length, of, wrt, factors, width } = table;
  for (let row = 0; row < length; row++) {
    if (width > 1 && factors[row * width + 1] !== NONE) return true;
    if (row > 0 && of[row] === of[row - 1] && wrt[row] === wrt[row - 1]) return true;
  }
  return false;
}

function isElementwise({ definition, shape }: NumericArray): boolean {
  if (definition.kind !== "rows" || shape.length === 0) return false;
  return definition.rows.every((rows) => rows.loops.length <= shape.length);
}

/** The tables of which each entry is a symbol of its own, with the atom of the first. */
const symbols = new WeakMap<TermTable, number>();

/** The atom of entry 0 of an array of which a table has each entry in its place; undefined of other tables. */
export function symbolIn(table: TermTable): number | undefined {
  return symbols.get(table);
}

function symbolTable(workspace: Workspace, array: NumericArray): TermTable {
  const base = workspace.atoms.baseOf(array);
  const size = array.shape.reduce((product, axis) => product * axis, 1);
  const terms = createTerms(1, size);
  const entries = { length: size, numbers: Int32Array.of(0), steps: Int32Array.of(1), point: Int32Array.of(0) };
  const columns = { numbers: Int32Array.of(NONE, 0, 0), more: Int32Array.of(0, 0, base) };
  terms.addRun(entries, columns, UNIT);
  const table = terms.build();
  symbols.set(table, base);
  return table;
}

function identity(array: NumericArray): TermTable {
  const terms = createTerms(1);
  const size = array.shape.reduce((product, axis) => product * axis, 1);
  for (let entry = 0; entry < size; entry++) terms.add(entry, entry, UNIT, []);
  return terms.build();
}

/** Whether none of the arrays depends on another of them: the chain rule then adds over them. */
export function areIndependent(workspace: Workspace, arrays: readonly NumericArray[]): boolean {
  return arrays.every((array) => {
    const reached = reachedFrom(workspace, array);
    return arrays.every((other) => other.id === array.id || !reached.has(other.id));
  });
}

/** The derivatives of an array's definition by one of the arrays that it mentions. */
export function localDerivative(workspace: Workspace, array: NumericArray, wrt: NumericArray): TermTable {
  return remember(workspace, `local ${array.id} ${wrt.id}`, () => {
    const { definition } = array;
    if (definition.kind === "loss") return symbolTable(workspace, arrayIn(workspace, definition.upstream));
    if (definition.kind === "derivative")
      throw new Mistake(
        "unsupported",
        tell`the derivative of a derivative is asked for; only first derivatives are derived`,
      );
    const table = expandArray(workspace, array);
    const through = innerAmong(workspace, arraysIn(workspace, table)).map((part) =>
      chain(workspace, differentiateTable(workspace, table, part), localDerivative(workspace, part, wrt)),
    );
    const links = concatenate([differentiateTable(workspace, table, wrt), ...through]);
    return finishTerms(recognise(workspace, links), workspace.coefficients);
  });
}

/** Every occurrence of a variable is one term: the product rule. */
export function differentiateTable(workspace: Workspace, table: TermTable, wrt: NumericArray): TermTable {
  const terms = createTerms(table.width + 1, table.length);
  const rates = new Map<number, Rate | undefined>();
  const rateOf = (atom: number): Rate | undefined => {
    if (!rates.has(atom)) rates.set(atom, differentiateAtom(workspace, atom, wrt));
    return rates.get(atom);
  };
  for (let row = 0; row < table.length; row++) {
    const factors = factorsAt(table, row);
    factors.forEach((atom, position) => {
      const rate = rateOf(atom);
      if (rate === undefined) return;
      const rest = [...factors.slice(0, position), ...rate.atoms, ...factors.slice(position + 1)];
      const coefficient = workspace.coefficients.multiply(table.coefficient[row] as number, rate.coefficient);
      terms.add(table.of[row] as number, rate.entry, coefficient, rest);
    });
  }
  return finishTerms(terms.build(), workspace.coefficients);
}

/** The derivative of an atom by the entry that it is, or is a function of. */
interface Rate {
  readonly entry: number;
  readonly coefficient: number;
  readonly atoms: readonly number[];
}

function differentiateAtom(workspace: Workspace, atom: number, wrt: NumericArray): Rate | undefined {
  const described = workspace.atoms.describe(atom);
  if (described.kind !== "entry" || described.array.id !== wrt.id) return undefined;
  const { array, entry, apply } = described;
  if (apply === undefined) return { entry, coefficient: UNIT, atoms: [] };
  const derivative = differentiateScalar(apply);
  const coefficient = workspace.coefficients.intern(derivative.coefficient);
  const atoms = derivative.factors.map((factor) => workspace.atoms.baseOf(array, factor) + entry);
  return { entry, coefficient, atoms };
}

/** Σ over the middle: rows (of, middle) of the one joined with rows (middle, wrt) of the other. */
export function chain(workspace: Workspace, outer: TermTable, inner: TermTable): TermTable {
  const starts = startsByEntry(inner);
  const terms = createTerms(outer.width + inner.width, outer.length);
  let count = 0;
  for (let row = 0; row < outer.length; row++) {
    const middle = outer.wrt[row] as number;
    const factors = factorsAt(outer, row);
    const end = starts[middle + 1] ?? inner.length;
    for (let link = starts[middle] ?? end; link < end; link++) {
      const coefficient = workspace.coefficients.multiply(
        outer.coefficient[row] as number,
        inner.coefficient[link] as number,
      );
      terms.add(outer.of[row] as number, inner.wrt[link] as number, coefficient, [
        ...factors,
        ...factorsAt(inner, link),
      ]);
      if ((++count & 0xffff) === 0) demandFewer(count);
    }
  }
  return terms.build();
}

/** The first row of each entry in a table sorted by entry. */
function startsByEntry(table: TermTable): Int32Array {
  const highest = table.length === 0 ? -1 : (table.of[table.length - 1] as number);
  const starts = new Int32Array(highest + 2).fill(table.length);
  for (let row = table.length - 1; row >= 0; row--) starts[table.of[row] as number] = row;
  for (let entry = highest; entry >= 0; entry--)
    starts[entry] = Math.min(starts[entry] as number, starts[entry + 1] as number);
  return starts;
}

export function concatenate(tables: readonly TermTable[]): TermTable {
  const [only] = tables;
  if (tables.length === 1 && only !== undefined) return only;
  const terms = createTerms(Math.max(1, ...tables.map((table) => table.width)));
  for (const table of tables)
    for (let row = 0; row < table.length; row++)
      terms.add(
        table.of[row] as number,
        table.wrt[row] as number,
        table.coefficient[row] as number,
        factorsAt(table, row),
      );
  return terms.build();
}
