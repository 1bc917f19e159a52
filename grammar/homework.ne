# A formula as a person wrote it: one chain of relations, one list of conditions, or one formula alone.
#
# In:  the tokens of src/homework/reading/mark.ts: every argument has its braces, and every bracket and bar is of a
#      type that says whether it belongs to what stands before it.
# Out: the nodes of src/homework/syntax.ts with their spans; names are not resolved.
#
# Every sentence has exactly one parse. Lists are left recursive. The second factor of a juxtaposition never starts
# with a sign, and what a sum sums is the whole product behind it.

@preprocessor typescript
@{%
import { lexer } from "./grammar-lexer.ts";
import * as node from "./nodes.ts";
%}
@lexer lexer

# ----------------------------------------------------------------------------------------------- what can be asked

chain -> links                                          {% ([links]) => node.chain(links) %}

links ->
    expression                                          {% ([first]) => node.side(first) %}
  | links %relation expression                          {% ([before, sign, right]) => node.link(before, sign, right) %}

conditions ->
    chain                                               {% ([first]) => node.listOf(first) %}
  | conditions %comma chain                             {% ([before, , last]) => node.listOf(last, before) %}

# ----------------------------------------------------------------------------------------------------- expressions
# From loose to tight: + and -, then products, written or not, then the sign, then scripts and brackets.

expression ->
    product                                             {% id %}
  | "+" product                                         {% ([sign, operand]) => node.plus(sign, operand) %}
  | expression %sign product                            {% ([left, sign, right]) => node.binary(left, sign, right) %}

product ->
    factors                                             {% id %}
  | signedSum                                           {% id %}
  | factors %operator signedSum                         {% ([left, sign, right]) => node.binary(left, sign, right) %}
  | factors sum                                         {% ([left, right]) => node.juxtaposed(left, right) %}

signedSum ->
    sum                                                 {% id %}
  | "-" signedSum                                       {% ([sign, operand]) => node.negate(sign, operand) %}

sum ->
    %sum product                                        {% ([sign, body]) => node.sum(sign, {}, {}, body) %}
  | %sum limit product                                  {% ([sign, limit, body]) => node.sum(sign, limit, {}, body) %}
  | %sum lower upper product                            {% ([sign, lower, upper, body]) => node.sum(sign, lower, upper, body) %}
  | %sum upper lower product                            {% ([sign, upper, lower, body]) => node.sum(sign, upper, lower, body) %}

limit -> (lower | upper)                                {% ([[limit]]) => limit %}
lower -> "_" "{" conditions "}"                         {% ([, , conditions]) => node.lower(conditions) %}
upper -> "^" "{" expression "}"                         {% ([, , upper]) => node.upper(upper) %}

factors ->
    signed                                              {% id %}
  | factors %operator signed                            {% ([left, sign, right]) => node.binary(left, sign, right) %}
  | factors factor                                      {% ([left, right]) => node.juxtaposed(left, right) %}

signed ->
    factor                                              {% id %}
  | "-" signed                                          {% ([sign, operand]) => node.negate(sign, operand) %}

factor ->
    callable                                            {% id %}
  | atom scripts                                        {% ([base, scripts]) => node.scripted(base, scripts) %}
  | factor %method argument scripts                     {% ([of, name, given, scripts]) => node.scripted(node.method(of, name, given), scripts) %}
  | %differential derivedBy factor                      {% ([sign, sub, operand]) => node.differential(sign, sub, operand) %}
  | %bareDifferential derivedBy                         {% ([sign, sub]) => node.differential(sign, sub) %}

derivedBy ->
    null                                                {% () => undefined %}
  | "_" script                                          {% ([sign, script]) => node.script(sign, script) %}

# What a bracket may follow; a bracket that belongs to it has a type of its own.
callable ->
    %symbol scripts                                     {% ([name, scripts]) => node.scripted(node.symbol(name), scripts) %}
  | callable argument scripts                           {% ([head, of, scripts]) => node.applied(head, node.scripted(of, scripts)) %}

argument ->
    %callOpen %close                                    {% ([open, close]) => node.argument(open, undefined, close) %}
  | %callOpen items %close                              {% ([open, list, close]) => node.argument(open, list, close) %}

items ->
    item                                                {% ([first]) => node.listOf(first) %}
  | items (%comma | %stop) item                         {% ([before, , last]) => node.listOf(last, before) %}

item ->
    expression                                          {% id %}
  | expression %comparison expression                   {% ([left, sign, right]) => node.compared(left, sign, right) %}
  | %symbol %relation expression                        {% ([name, , value]) => node.named(name, value) %}
  | end %slice end                                      {% ([from, first, to]) => node.slice(from, [first], to) %}
  | end %slice end %slice end                           {% ([from, first, to, second, step]) => node.slice(from, [first, second], to, step) %}

end -> (null | expression)                              {% ([[end]]) => end ?? undefined %}

scripts ->
    null                                                {% () => undefined %}
  | scripts %prime                                      {% ([before, prime]) => node.withPrime(before, prime) %}
  | scripts %script script                              {% ([before, sign, script]) => node.withScript(before, sign, node.script(sign, script)) %}

script -> "{" expressions "}"                           {% ([, list, close]) => ({ list, close }) %}

atom ->
    %number                                             {% ([number]) => node.number(number) %}
  | %dots                                               {% ([dots]) => node.dots(dots) %}
  | %blank                                              {% ([blank]) => node.blank(blank) %}
  | %everything                                         {% ([sign]) => node.slice(undefined, [sign], undefined) %}
  | "{" expression "}"                                  {% ([open, inner, close]) => node.braced(open, inner, close) %}
  | %open expressions %close                            {% ([open, list, close]) => node.group(open, list, close) %}
  | %barOpen expressions %barClose                      {% ([open, list, close]) => node.group(open, list, close) %}
  | %indicatorOpen conditions %indicatorClose           {% ([open, list, close]) => node.indicator(open, list, close) %}
  | %fraction "{" expression "}" "{" expression "}"     {% ([sign, , over, , , under, close]) => node.fraction(sign, over, under, close) %}
  | %root "{" expression "}"                            {% ([sign, , operand, close]) => node.root(sign, operand, close) %}
  | %matrixOpen rows %matrixClose                       {% ([open, rows, close]) => node.matrix(open, rows, close) %}
  | %casesOpen casesRows %casesClose                    {% ([open, rows, close]) => node.cases(open, rows, close) %}

expressions ->
    expression                                          {% ([first]) => node.listOf(first) %}
  | expressions (%comma | %stop) expression             {% ([before, , last]) => node.listOf(last, before) %}

rows ->
    row                                                 {% ([first]) => node.listOf(first) %}
  | rows %row row                                       {% ([before, , last]) => node.listOf(last, before) %}

row ->
    expression                                          {% ([first]) => node.listOf(first) %}
  | row %cell expression                                {% ([before, , last]) => node.listOf(last, before) %}

casesRows ->
    casesRow                                            {% ([first]) => node.listOf(first) %}
  | casesRows %row casesRow                             {% ([before, , last]) => node.listOf(last, before) %}

casesRow ->
    expression                                          {% ([value]) => node.casesRow(value) %}
  | expression %cell conditions                         {% ([value, , conditions]) => node.casesRow(value, conditions) %}
  | expression %cell %otherwise                         {% ([value]) => node.casesRow(value) %}
