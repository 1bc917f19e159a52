/** True formulas about every size, as students and lecture notes write them. */

export interface TrueClaims {
  readonly about: string;
  readonly worksheet: string;
  readonly claims: readonly string[];
}

const tex = String.raw;

export const TRUE_CLAIMS: readonly TrueClaims[] = [
  {
    about: "a line with stride, padding and dilation",
    worksheet: `size H, K, s, d
size P >= 0
tensor a[H]
tensor k[K]
y = conv1d(a, k, stride=s, padding=P, dilation=d)
loss L(y)`,
    claims: [
      tex`y_i = \sum_{u=1}^{K} k_u a_{s(i-1)+d(u-1)+1-P}`,
      tex`y_i = \sum_{u=0}^{K-1} k_{u+1} a_{s(i-1)+du+1-P}`,
      tex`\frac{\partial L}{\partial k_u} = \sum_i \delta_i a_{s(i-1)+d(u-1)+1-P}`,
      tex`\frac{\partial L}{\partial k_u} = \sum_{i=1}^{\lfloor\frac{H+2P-d(K-1)-1}{s}\rfloor+1} \delta_i a_{s(i-1)+d(u-1)+1-P}`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{u=1}^{K} \delta_{\frac{m+P-d(u-1)-1}{s}+1} k_u`,
      tex`\frac{\partial L}{\partial a_m} = \sum_i \delta_i k_{\frac{m+P-1-s(i-1)}{d}+1}`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{u=1}^{K} \mathbb{1}[s \mid m+P-d(u-1)-1] \delta_{\frac{m+P-d(u-1)-1}{s}+1} k_u`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{\substack{u=1 \\ s \mid m+P-d(u-1)-1}}^{K} \delta_{\frac{m+P-d(u-1)-1}{s}+1} k_u`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{u=1}^{K} \sum_i \delta_i k_u [ s(i-1)+d(u-1)+1-P = m ]`,
      tex`\frac{\partial y_i}{\partial k_u} = a_{s(i-1)+d(u-1)+1-P}`,
      tex`\frac{\partial y_i}{\partial a_m} = \begin{cases} k_{\frac{m+P-1-s(i-1)}{d}+1} & d \mid m+P-1-s(i-1) \\ 0 & \text{otherwise} \end{cases}`,
      tex`\frac{\partial L}{\partial a_m} = \sum_i \delta_i \frac{\partial y_i}{\partial a_m}`,
      tex`\frac{\partial L}{\partial k_u} = \sum_i \frac{\partial L}{\partial y_i} \frac{\partial y_i}{\partial k_u} = \sum_i \delta_i a_{s(i-1)+d(u-1)+1-P}`,
    ],
  },
  {
    about: "a line counted from 0",
    worksheet: `index 0
size H, K, s
size P >= 0
tensor a[H]
tensor k[K]
y = conv1d(a, k, stride=s, padding=P)
loss L(y)`,
    claims: [
      tex`y_i = \sum_{u=0}^{K-1} k_u a_{si+u-P}`,
      tex`y[i] = \sum_{u} k[u] a[s*i+u-P]`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{u=0}^{K-1} \delta_{(m+P-u)/s} k_u`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{u=0, (m+P-u) \bmod s = 0}^{K-1} \delta_{(m+P-u)/s} k_u`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{u=0}^{K-1} \delta_{(m+P-K+1+u)/s} k_{K-1-u}`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{0 \le u < K} \delta_{(m+P-u)/s} k_u`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{si+u-P=m} \delta_i k_u`,
      tex`\frac{\partial L}{\partial a_m} = \sum_{i} \delta_i k_{m+P-si}`,
    ],
  },
  {
    about: "a transposed convolution",
    worksheet: `size H, K, s
tensor x[H]
tensor k[K]
z = conv_transpose1d(x, k, stride=s)
loss L(z)`,
    claims: [
      tex`z_m = \sum_{i=1}^{H} x_i k_{m-s(i-1)}`,
      tex`z_m = \sum_{u=1}^{K} k_u x_{\frac{m-u}{s}+1}`,
      tex`\frac{\partial L}{\partial x_i} = \sum_{u=1}^{K} k_u \delta_{s(i-1)+u}`,
      tex`\frac{\partial L}{\partial k_u} = \sum_{i=1}^{H} x_i \delta_{s(i-1)+u}`,
      tex`\frac{\partial L}{\partial k_u} = \sum_{m=1}^{s(H-1)+K} \delta_m x_{\frac{m-u}{s}+1}`,
    ],
  },
  {
    about: "images without stride",
    worksheet: `size H, W, M, N
assume M <= H
assume N <= W
tensor X[H,W]
tensor K[M,N]
Y = conv2d(X, K)
loss L(Y)`,
    claims: [
      tex`\frac{\partial L}{\partial K_{p,q}} = \sum_{m=p}^{H-M+p}\sum_{n=q}^{W-N+q} \delta_{m-p+1,n-q+1} X_{m,n}`,
      tex`\frac{\partial L}{\partial X_{m,n}} = \sum_{i \le m}\sum_{j \le n} \delta_{i,j} K_{m-i+1,n-j+1}`,
      tex`\frac{\partial L}{\partial X_{m,n}} = \sum_{u=1}^{M}\sum_{v=1}^{N} \delta_{m+u-M,n+v-N} K_{M+1-u,N+1-v}`,
      tex`\frac{\partial Y_{i,j}}{\partial X_{m,n}} = K_{m-i+1,n-j+1}`,
      tex`\frac{\partial L}{\partial X_{m,n}} = \sum_{i=\max(1,m-M+1)}^{\min(m,H-M+1)} \sum_j \delta_{i,j} K_{m-i+1,n-j+1}`,
    ],
  },
  {
    about: "images as a whole",
    worksheet: `size H, W, M, N
assume M <= H
assume N <= W
tensor X[H,W]
tensor K[M,N]
Y = conv2d(X, K)
loss L(Y)
operator "*" means conv2d
operator "A \\otimes B" means conv2d(A, B, padding="full", flip=true)`,
    claims: [
      tex`Y = X * K`,
      tex`\frac{\partial L}{\partial K} = X * \delta`,
      tex`\frac{\partial L}{\partial X} = \delta * \mathrm{rot180}(K)`,
      tex`\frac{\partial L}{\partial X} = \delta \otimes K`,
      tex`\frac{\partial L}{\partial K} = \mathrm{rot180}(\mathrm{rot180}(X) * \mathrm{rot180}(\delta))`,
    ],
  },
  {
    about: "matrices",
    worksheet: `size B, N, M
tensor X[B,N]
tensor W[N,M]
Y = X @ W
Z = sigmoid(Y)
loss L(Z)`,
    claims: [
      tex`Y = XW`,
      tex`\frac{\partial L}{\partial Y} = \delta \odot Z \odot (1 - Z)`,
      tex`\frac{\partial L}{\partial W} = X^T \frac{\partial L}{\partial Y}`,
      tex`\frac{\partial L}{\partial W} = X^T (\delta \odot \sigma'(Y))`,
      tex`\frac{\partial L}{\partial X} = \frac{\partial L}{\partial Y} W^\top`,
      tex`Y_{bj} = \sum_i X_{bi} W_{ij}`,
    ],
  },
  {
    about: "channels and a bias",
    worksheet: `size N, C, D, H, W, K, R, s
tensor x[N,C,H,W]
tensor w[D,C,K,R]
tensor b[D]
y = conv2d(x, w, stride=s, bias=b)
loss L(y)`,
    claims: [
      tex`y_{n,o,i,j} = b_o + \sum_{c=1}^{C}\sum_{p=1}^{K}\sum_{q=1}^{R} w_{o,c,p,q} x_{n,c,s(i-1)+p,s(j-1)+q}`,
      tex`\frac{\partial L}{\partial b_o} = \sum_{n,i,j} \delta_{n,o,i,j}`,
      tex`\frac{\partial L}{\partial w_{o,c,p,q}} = \sum_{n=1}^{N}\sum_{i,j} \delta_{n,o,i,j} x_{n,c,s(i-1)+p,s(j-1)+q}`,
      tex`\frac{\partial L}{\partial x_{n,c,m,l}} = \sum_{o=1}^{D}\sum_{p,q} \delta_{n,o,\frac{m-p}{s}+1,\frac{l-q}{s}+1} w_{o,c,p,q}`,
    ],
  },
  {
    about: "a dense layer",
    worksheet: `size N, M
tensor W[M,N]
tensor x[N]
tensor b[M]
y = W @ x + b
h = sigmoid(y)
loss L(h)`,
    claims: [
      tex`y_i = \sum_{j=1}^{N} W_{ij} x_j + b_i`,
      tex`h_i = \sigma(y_i)`,
      tex`\frac{\partial L}{\partial y_i} = \delta_i h_i (1 - h_i)`,
      tex`\frac{\partial L}{\partial W_{ij}} = \delta_i \sigma'(y_i) x_j`,
      tex`\frac{\partial L}{\partial W_{ij}} = \frac{\partial L}{\partial y_i} x_j`,
      tex`\frac{\partial L}{\partial x_j} = \sum_{i=1}^{M} W_{ij} \delta_i \sigma(y_i) (1 - \sigma(y_i))`,
      tex`\frac{\partial L}{\partial b_i} = \frac{\partial L}{\partial y_i}`,
      tex`\frac{\partial h_i}{\partial y_j} = \sigma'(y_i) [i = j]`,
      tex`y = Wx + b`,
      tex`h = \sigma(Wx + b)`,
      tex`h_i = \sigma(\sum_{j=1}^{N} W_{ij} x_j + b_i)`,
      tex`\frac{\partial L}{\partial b_i} = \delta_i \sigma'(\sum_{j} W_{ij} x_j + b_i)`,
      tex`\frac{\partial L}{\partial W} = \frac{\partial L}{\partial y} x^T`,
      tex`\frac{\partial L}{\partial W} = (\delta \odot \sigma'(y)) x^T`,
      tex`\frac{\partial L}{\partial x} = W^T \frac{\partial L}{\partial y}`,
    ],
  },
  {
    about: "means",
    worksheet: `size H, W, K, R
assume H mod K == 0
assume W mod R == 0
tensor x[H,W]
y = avg_pool2d(x, (K,R))
e = mean(x)
loss L(y)`,
    claims: [
      tex`y_{i,j} = \frac{1}{KR} \sum_{u=1}^{K}\sum_{v=1}^{R} x_{K(i-1)+u,R(j-1)+v}`,
      tex`y_{i,j} = \frac{\sum_{u=1}^{K}\sum_{v=1}^{R} x_{K(i-1)+u,R(j-1)+v}}{KR}`,
      tex`\frac{\partial L}{\partial x_{m,n}} = \frac{1}{KR} \delta_{\lceil m/K \rceil, \lceil n/R \rceil}`,
      tex`\frac{\partial L}{\partial x_{m,n}} = \frac{1}{KR} \sum_{i,j} \delta_{i,j} [0 < m-K(i-1) \le K][0 < n-R(j-1) \le R]`,
      tex`e = \frac{1}{HW}\sum_{i,j} x_{i,j}`,
      tex`\frac{\partial e}{\partial x_{i,j}} = \frac{1}{HW}`,
    ],
  },
];
