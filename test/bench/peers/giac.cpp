// giac: J or G of an n×n convolution by a 5×5 kernel, differentiated entry by entry, as LaTeX in a file.
// Its LaTeX puts indices in \mathrm; \delta is written d, for it would print \mathrm{\delta\_…}.
#include <giac/config.h>
#include <giac/giac.h>

#include <algorithm>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

using giac::gen;
using std::string;
using std::to_string;

const int K = 5;

string named(const string &letter, int i, int j, bool comma) {
  return letter + "_{" + to_string(i + 1) + (comma ? "," : "") + to_string(j + 1) + "}";
}

std::vector<std::vector<gen>> array(const string &letter, int size, bool comma) {
  std::vector<std::vector<gen>> entries(size);
  for (int i = 0; i < size; i++)
    for (int j = 0; j < size; j++) entries[i].push_back(giac::identificateur(named(letter, i, j, comma)));
  return entries;
}

gen sum(const giac::vecteur &terms) {
  return terms.size() == 1 ? terms[0] : giac::symbolic(giac::at_plus, gen(terms, giac::_SEQ__VECT));
}

int main(int, char **arguments) {
  const string kind = arguments[1];
  if (kind == "--version") {
    std::cout << PACKAGE_VERSION << "\n";
    return 0;
  }
  giac::context context;
  const int n = std::stoi(arguments[2]), O = n - K + 1;
  std::ofstream out(arguments[3]);
  const auto a = array("a", n, true), k = array("k", K, false), delta = array("d", O, true);
  std::vector<std::vector<gen>> ys(O);
  for (int p = 0; p < O; p++)
    for (int q = 0; q < O; q++) {
      giac::vecteur terms;
      for (int u = 0; u < K; u++)
        for (int v = 0; v < K; v++) terms.push_back(k[u][v] * a[p + u][q + v]);
      ys[p].push_back(sum(terms));
    }
  const auto entry = [&](const gen &of, const gen &wrt) { return giac::gen2tex(giac::derive(of, wrt, &context), &context); };
  if (kind == "J") {
    for (int p = 0; p < O; p++)
      for (int q = 0; q < O; q++)
        for (const bool byInput : {true, false})
          for (int u = 0; u < K; u++)
            for (int v = 0; v < K; v++) {
              const gen &variable = byInput ? a[p + u][q + v] : k[u][v];
              out << "\\frac{\\partial " << named("y", p, q, true) << "}{\\partial "
                  << giac::gen2tex(variable, &context) << "} &= " << entry(ys[p][q], variable) << "\n";
            }
    return 0;
  }
  for (int m = 0; m < n; m++)
    for (int l = 0; l < n; l++) {
      giac::vecteur terms;
      for (int p = std::max(0, m - K + 1); p <= std::min(O - 1, m); p++)
        for (int q = std::max(0, l - K + 1); q <= std::min(O - 1, l); q++) terms.push_back(delta[p][q] * ys[p][q]);
      out << "\\frac{\\partial L}{\\partial " << giac::gen2tex(a[m][l], &context)
          << "} &= " << entry(sum(terms), a[m][l]) << "\n";
    }
}
