# The worksheet language: one statement, or one expression.
#
# In:  the tokens of src/language/lexer.ts (no whitespace, no comments, no line ends).
# Out: the nodes of src/language/syntax.ts with their spans; names are not resolved.
#
# Every sentence has exactly one parse. Lists are left recursive, and the words of the language (`tensor`, `wrt`,
# `as` ...) mean something only where a rule names them, so that all of them also serve as names.

@preprocessor typescript
@{%
import { lexer } from "./lexer.ts";
import * as node from "./nodes.ts";
%}
@lexer lexer

# ---------------------------------------------------------------------------------------------------- statements

statement ->
    "title" %text                                       {% ([, text]) => node.title(text) %}
  | "index" %number                                     {% ([, base]) => node.indexBase(base) %}
  | "layout" %name                                      {% ([, layout]) => node.layout(layout) %}
  | "size" sizes                                        {% ([, sizes]) => node.size(sizes) %}
  | "integer" names                                     {% ([, names]) => node.integer(names) %}
  | "assume" expression relation expression             {% ([, left, is, right]) => node.assume(left, is, right) %}
  | "tensor" %name "[" expressions ",":? "]" shown      {% ([, name, , shape, , , shown]) => node.tensor(name, shape, shown) %}
  | "scalar" %name shown                                {% ([, name, shown]) => node.scalar(name, shown) %}
  | "function" %name                                    {% ([, name]) => node.opaqueFunction(name) %}
  | "function" %name "(" %name ")" "=" expression       {% ([, name, , x, , , body]) => node.definedFunction(name, x, body) %}
  | "given" %name "=" value                             {% ([, name, , value]) => node.given(name, value) %}
  | %name "=" expression                                {% ([name, , value]) => node.definition(name, value) %}
  | "loss" %name "(" expression ",":? ")"               {% ([, name, , of]) => node.loss(name, of) %}
  | "loss" %name "(" expression "," "delta" "=" %name ",":? ")"
                                                        {% ([, name, , of, , , , delta]) => node.loss(name, of, delta) %}
  | "name" operand "as" texts                           {% ([, target, , latex]) => node.latexName(target, latex) %}
  | "notation" "(" named ",":? ")"                      {% ([, , options]) => node.notation(options) %}
  | "operator" %text "means" expression                 {% ([, pattern, , meaning]) => node.operator(pattern, meaning) %}
  | "expand" expression                                 {% ([, of]) => node.expand(of) %}
  | "jacobian" expression "wrt" expression              {% ([, of, , wrt]) => node.request("jacobian", of, wrt) %}
  | "gradient" expression "wrt" expression              {% ([, of, , wrt]) => node.request("gradient", of, wrt) %}
  | "views" expression "wrt" expression                 {% ([, of, , wrt]) => node.request("views", of, wrt) %}
  | "prove" expression "==" expression                  {% ([, left, , right]) => node.prove(left, right) %}

# What may stand behind a declared tensor or scalar: its values and its LaTeX name, in either order.
shown ->
    null                                                {% () => ({}) %}
  | "=" value                                           {% ([, value]) => ({ value }) %}
  | "as" %text                                          {% ([, latex]) => ({ latex }) %}
  | "=" value "as" %text                                {% ([, value, , latex]) => ({ value, latex }) %}
  | "as" %text "=" value                                {% ([, latex, , value]) => ({ value, latex }) %}

sizes ->
    sizeLetter                                          {% ([first]) => node.listOf(first) %}
  | sizes "," sizeLetter                                {% ([before, , last]) => node.listOf(last, before) %}

sizeLetter ->
    %name                                               {% ([name]) => node.sizeLetter(name) %}
  | %name ">=" expression                               {% ([name, , minimum]) => node.sizeLetter(name, minimum) %}

names ->
    %name                                               {% ([first]) => node.listOf(node.identifier(first)) %}
  | names "," %name                                     {% ([before, , last]) => node.listOf(node.identifier(last), before) %}

texts ->
    %text                                               {% ([first]) => node.listOf(first) %}
  | texts "," %text                                     {% ([before, , last]) => node.listOf(last, before) %}

relation -> ("==" | "<=" | ">=" | "<" | ">")            {% ([[relation]]) => relation %}

# --------------------------------------------------------------------------------------------------- expressions
# From loose to tight: + and -, then * / @ mod, then the sign, then ^ (to the right), then an index.

expression ->
    product                                             {% id %}
  | expression ("+" | "-") product                      {% ([left, [operator], right]) => node.binary(left, operator, right) %}

product ->
    signed                                              {% id %}
  | product ("*" | "/" | "@" | "mod") signed            {% ([left, [operator], right]) => node.binary(left, operator, right) %}

signed ->
    power                                               {% id %}
  | "-" signed                                          {% ([sign, operand]) => node.negate(sign, operand) %}

power ->
    atom                                                {% id %}
  | atom "^" signed                                     {% ([base, operator, exponent]) => node.binary(base, operator, exponent) %}

atom ->
    operand                                             {% id %}
  | %number                                             {% ([number]) => node.number(number) %}
  | %text                                               {% ([text]) => node.text(text) %}
  | "(" expression "," ")"                              {% ([open, only, , close]) => node.tuple(open, node.listOf(only), close) %}
  | "(" expression "," expressions ",":? ")"            {% ([open, first, , rest, , close]) => node.tuple(open, rest, close, first) %}
  | "[" "]"                                             {% ([open, close]) => node.array(open, undefined, close) %}
  | "[" expressions ",":? "]"                           {% ([open, items, , close]) => node.array(open, items, close) %}
  | "[" expression relation expression "]"              {% ([open, left, is, right, close]) => node.indicator(open, left, is, right, close) %}

# What an index may follow. An array that is written out needs parentheses: in `[[1,2] [3,4]]` a comma is missing.
operand ->
    %name                                               {% ([name]) => node.name(name) %}
  | "(" expression ")"                                  {% ([open, inner, close]) => node.group(open, inner, close) %}
  | operand "[" values ",":? "]"                        {% ([array, , indices, , close]) => node.index(array, indices, close) %}
  | %name primes "(" ")"                                {% ([name, primes, , close]) => node.call(name, primes, {}, close) %}
  | %name primes "(" arguments ",":? ")"                {% ([name, primes, , list, , close]) => node.call(name, primes, list, close) %}

primes ->
    null                                                {% () => 0 %}
  | primes "'"                                          {% ([count]) => count + 1 %}

# Arguments with a name stand behind those without.
arguments ->
    expressions                                         {% ([positional]) => ({ positional }) %}
  | named                                               {% ([named]) => ({ named }) %}
  | expressions "," named                               {% ([positional, , named]) => ({ positional, named }) %}

named ->
    namedArgument                                       {% ([first]) => node.listOf(first) %}
  | named "," namedArgument                             {% ([before, , last]) => node.listOf(last, before) %}

namedArgument -> %name "=" value                        {% ([name, , value]) => node.namedArgument(name, value) %}

expressions ->
    expression                                          {% ([first]) => node.listOf(first) %}
  | expressions "," expression                          {% ([before, , last]) => node.listOf(last, before) %}

values ->
    value                                               {% ([first]) => node.listOf(first) %}
  | values "," value                                    {% ([before, , last]) => node.listOf(last, before) %}

value ->
    expression                                          {% id %}
  | expression ".." expression                          {% ([from, , to]) => node.range(from, to) %}
