// GiNaC: J or G of an n×n convolution by a 5×5 kernel, differentiated entry by entry, as LaTeX in a file.
#include <algorithm>
#include <fstream>
#include <ginac/ginac.h>
#include <iostream>
#include <string>
#include <vector>

using namespace GiNaC;
using std::string;
using std::to_string;

const int K = 5;

string named(const string &letter, int i, int j, bool comma) {
  return letter + "_{" + to_string(i + 1) + (comma ? "," : "") + to_string(j + 1) + "}";
}

std::vector<std::vector<symbol>> array(const string &letter, int size, bool comma) {
  std::vector<std::vector<symbol>> entries(size);
  for (int i = 0; i < size; i++)
    for (int j = 0; j < size; j++) {
      const string name = named(letter, i, j, comma);
      entries[i].push_back(symbol(name, name));
    }
  return entries;
}

int main(int, char **arguments) {
  const string kind = arguments[1];
  if (kind == "--version") {
    std::cout << version_major << "." << version_minor << "." << version_micro << "\n";
    return 0;
  }
  const int n = std::stoi(arguments[2]), O = n - K + 1;
  std::ofstream out(arguments[3]);
  out << latex;
  const auto a = array("a", n, true), k = array("k", K, false), delta = array("\\delta", O, true);
  std::vector<exvector> ys(O);
  for (int p = 0; p < O; p++)
    for (int q = 0; q < O; q++) {
      exvector terms;
      for (int u = 0; u < K; u++)
        for (int v = 0; v < K; v++) terms.push_back(k[u][v] * a[p + u][q + v]);
      ys[p].push_back(add(terms));
    }
  if (kind == "J") {
    for (int p = 0; p < O; p++)
      for (int q = 0; q < O; q++)
        for (const bool byInput : {true, false})
          for (int u = 0; u < K; u++)
            for (int v = 0; v < K; v++) {
              const symbol &variable = byInput ? a[p + u][q + v] : k[u][v];
              out << "\\frac{\\partial " << named("y", p, q, true) << "}{\\partial " << variable
                  << "} &= " << ys[p][q].diff(variable) << "\n";
            }
    return 0;
  }
  for (int m = 0; m < n; m++)
    for (int l = 0; l < n; l++) {
      exvector terms;
      for (int p = std::max(0, m - K + 1); p <= std::min(O - 1, m); p++)
        for (int q = std::max(0, l - K + 1); q <= std::min(O - 1, l); q++) terms.push_back(delta[p][q] * ys[p][q]);
      const ex loss = add(terms);
      out << "\\frac{\\partial L}{\\partial " << a[m][l] << "} &= " << loss.diff(a[m][l]) << "\n";
    }
}
