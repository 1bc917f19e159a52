"""SymPy: J or G of an n×n convolution by a 5×5 kernel, differentiated entry by entry, as LaTeX in a file."""

import sys

from sympy import Add, Mul, Symbol, __version__, diff, latex

if sys.argv[1] == "--version":
    print(__version__)
    sys.exit()

kind, n, K, file = sys.argv[1], int(sys.argv[2]), 5, sys.argv[3]
O = n - K + 1
a = [[Symbol(f"a_{{{i + 1},{j + 1}}}") for j in range(n)] for i in range(n)]
k = [[Symbol(f"k_{{{u + 1}{v + 1}}}") for v in range(K)] for u in range(K)]
window = [(u, v) for u in range(K) for v in range(K)]


def output(p, q):
    return Add(*[Mul(k[u][v], a[p + u][q + v]) for u, v in window])


def jacobians(write):
    for p in range(O):
        for q in range(O):
            y = output(p, q)
            for variable in [a[p + u][q + v] for u, v in window] + [k[u][v] for u, v in window]:
                entry = latex(diff(y, variable))
                write(f"\\frac{{\\partial y_{{{p + 1},{q + 1}}}}}{{\\partial {variable.name}}} &= {entry}\n")


def gradient(write):
    ys = [[output(p, q) for q in range(O)] for p in range(O)]
    delta = [[Symbol(f"\\delta_{{{p + 1},{q + 1}}}") for q in range(O)] for p in range(O)]
    for m in range(n):
        for l in range(n):
            rows, columns = range(max(0, m - K + 1), min(O - 1, m) + 1), range(max(0, l - K + 1), min(O - 1, l) + 1)
            loss = Add(*[Mul(delta[p][q], ys[p][q]) for p in rows for q in columns])
            entry = latex(diff(loss, a[m][l]))
            write(f"\\frac{{\\partial L}}{{\\partial {a[m][l].name}}} &= {entry}\n")


with open(file, "w", encoding="utf-8") as out:
    (jacobians if kind == "J" else gradient)(out.write)
