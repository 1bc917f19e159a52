/** Statements as worksheets make them, true for every size. */

const CONV1 = `size H, K, s, d, P_l >= 0, P_r >= 0
tensor a[H]
tensor k[K]
y = conv1d(a, k, stride=s, padding=(P_l, P_r), dilation=d)
loss L(y)`;
const CONV2 = `size H, W, K, M, s, t, d, e
size P >= 0, Q >= 0
tensor a[H,W]
tensor k[K,M]
y = conv2d(a, k, stride=(s,t), padding=(P,Q), dilation=(d,e))
loss L(y)`;
const GROUPED = `size N, G, C, D, H, K, s, d, P >= 0
tensor a[N,G*C,H,H]
tensor k[G*D,C,K,K]
tensor b[G*D]
y = conv2d(a, k, stride=s, padding=P, dilation=d, groups=G, bias=b)
loss L(y)`;
const SAME = `size H, K, P >= 0
assume K == 2*P + 1
tensor a[H]
tensor k[K]`;
const LAYERS = `size H, K, M, s, t, P >= 0
tensor a[H]
tensor k[K]
tensor l[M]
z = conv1d(a, k, stride=s, padding=P)
h = tanh(z)
y = conv1d(h, l, stride=t)
loss L(y)`;

export const TRUE_WORKSHEETS: readonly (readonly [name: string, worksheet: string])[] = [
  [
    "gradient",
    `${CONV1}\nprove grad(L, a) == conv_transpose1d(delta, k, stride=s, padding=(P_l, P_r), dilation=d, output_shape=H)`,
  ],
  [
    "zeros between, padded as an array",
    `${CONV1}\nprove grad(L, a) == conv1d(pad(dilate(delta, s), (d*(K-1)-P_l, d*(K-1)-P_r + (H+P_l+P_r-d*(K-1)-1) mod s)), flip(k), dilation=d)`,
  ],
  ["kernel", `${CONV1}\nprove grad(L, k) == conv1d(a, delta, stride=d, padding=(P_l, P_r), dilation=s)[1..K]`],
  [
    "kernel, padded as an array",
    `${CONV1}\nprove grad(L, k) == conv1d(pad(a, (P_l, P_r)), delta, stride=d, dilation=s)[1..K]`,
  ],
  [
    "adjoint",
    `${CONV1}\nx = conv_transpose1d(delta, k, stride=s, padding=(P_l, P_r), dilation=d, output_shape=H)\nprove sum(y*delta) == sum(a*x)`,
  ],
  [
    "adjoint as a product",
    `${CONV1}\nx = conv_transpose1d(delta, k, stride=s, padding=(P_l, P_r), dilation=d, output_shape=H)\nprove y @ delta == a @ x`,
  ],
  ["turned twice", `${CONV1}\nprove conv1d(flip(a), flip(k)) == flip(conv1d(a, k))`],
  ["a flipped kernel", `${CONV1}\nprove conv1d(a, k, flip=true) == conv1d(a, flip(k))`],
  [
    "full",
    'size H, K\ntensor a[H]\ntensor k[K]\nprove conv1d(a, k, padding="full", flip=true) == conv_transpose1d(a, k)',
  ],
  [
    "full is exchanged",
    'size H, K\ntensor a[H]\ntensor k[K]\nprove conv1d(a, k, padding="full", flip=true) == conv1d(k, a, padding="full", flip=true)',
  ],
  [
    "gradient (2-D)",
    `${CONV2}\nprove grad(L, a) == conv_transpose2d(delta, k, stride=(s,t), padding=(P,Q), dilation=(d,e), output_shape=(H,W))`,
  ],
  [
    "zeros between (2-D)",
    `${CONV2}\nprove grad(L, a) == conv2d(pad(dilate(delta, (s,t)), ((d*(K-1)-P, d*(K-1)-P + (H+2*P-d*(K-1)-1) mod s), (e*(M-1)-Q, e*(M-1)-Q + (W+2*Q-e*(M-1)-1) mod t))), flip(k), dilation=(d,e))`,
  ],
  [
    "kernel (2-D)",
    `${CONV2}\nprove grad(L, k) == conv2d(pad(a, ((P,P),(Q,Q))), delta, stride=(d,e), dilation=(s,t))[1..K, 1..M]`,
  ],
  [
    "gradient, groups",
    `${GROUPED}\nprove grad(L, a) == conv_transpose2d(delta, k, stride=s, padding=P, dilation=d, groups=G, output_shape=(H,H))`,
  ],
  ["bias, groups", `${GROUPED}\nprove grad(L, b) == sum(delta, axis=(1,3,4))`],
  [
    "stride 2, same size of kernel and stride",
    "size H, P >= 0\ntensor a[H]\ntensor k[3]\ny = conv1d(a, k, stride=2, padding=1)\nloss L(y)\nprove grad(L, a) == conv_transpose1d(delta, k, stride=2, padding=1, output_shape=H)",
  ],
  [
    "same padding",
    `${SAME}\ny = conv1d(a, k, padding=P)\nloss L(y)\nprove grad(L, a) == conv1d(delta, flip(k), padding=P)`,
  ],
  [
    "residual",
    `${SAME}\ny = conv1d(a, k, padding=P) + a\nloss L(y)\nprove grad(L, a) == delta + conv1d(delta, flip(k), padding=P)`,
  ],
  [
    "kernel used twice",
    `${SAME}\nz = conv1d(a, k, padding=P)\ny = conv1d(z, k, padding=P)\nloss L(y)\nprove grad(L, k) == conv1d(z, delta, padding=P) + conv1d(a, conv1d(delta, flip(k), padding=P), padding=P)`,
  ],
  ["mean", "size N\ntensor a[N]\nE = mean(a)\nprove grad(E, a) == ones(N)/N"],
  ["mean of squares", "size N\ntensor a[N]\nE = mean(a^2)\nprove grad(E, a) == 2*a/N"],
  ["mse", "size N\ntensor a[N]\ntensor t[N]\nE = mse(a, t)\nprove grad(E, a) == 2*(a - t)/N"],
  [
    "mse of a convolution",
    "size H, K\ntensor a[H]\ntensor k[K]\ntensor t[H-K+1]\ny = conv1d(a, k)\nE = mse(y, t)\nprove grad(E, k) == conv1d(a, 2*(y - t)/(H-K+1))",
  ],
  ["half_sse", "size N\ntensor a[N]\ntensor t[N]\nE = half_sse(a, t)\nprove grad(E, a) == a - t"],
  [
    "average pooling",
    "size H, W, K, s\ntensor a[H,W]\nprove avg_pool2d(a, K, stride=s) == conv2d(a, ones(K,K), stride=s)/(K*K)",
  ],
  [
    "average pooling, gradient",
    "size H, W, K, s\ntensor a[H,W]\ny = avg_pool2d(a, K, stride=s)\nloss L(y)\nprove grad(L, a) == conv_transpose2d(delta, ones(K,K), stride=s, output_shape=(H,W))/(K*K)",
  ],
  [
    "matrix product, left",
    "size N, M, R\ntensor A[N,M]\ntensor B[M,R]\ny = A @ B\nloss L(y)\nprove grad(L, A) == delta @ transpose(B)",
  ],
  [
    "matrix product, right",
    "size N, M, R\ntensor A[N,M]\ntensor B[M,R]\ny = A @ B\nloss L(y)\nprove grad(L, B) == transpose(A) @ delta",
  ],
  [
    "a layer of a network",
    "size N, M\ntensor W[N,M]\ntensor h[M]\ntensor b[N]\nz = W @ h + b\ny = sigmoid(z)\nloss L(y)\nprove grad(L, b) == delta*grad(sum(y), z)",
  ],
  [
    "fully connected",
    "size M, C, H\ntensor a[1,C,H]\ntensor k[M,C,H]\nprove reshape(conv1d(a, k), M) == reshape(k, (M, C*H)) @ reshape(a, C*H)",
  ],
  [
    "two layers, delta",
    `${LAYERS}\nprove grad(L, z) == conv_transpose1d(delta, l, stride=t, output_shape=size(z,1))*grad(sum(h), z)`,
  ],
  [
    "two layers, input",
    `${LAYERS}\nx = conv_transpose1d(delta, l, stride=t, output_shape=size(z,1))*grad(sum(h), z)\nprove grad(L, a) == conv_transpose1d(x, k, stride=s, padding=P, output_shape=H)`,
  ],
  [
    "two layers, kernel",
    `${LAYERS}\nx = conv_transpose1d(delta, l, stride=t, output_shape=size(z,1))*grad(sum(h), z)\nprove grad(L, k) == conv1d(pad(a, P), x, dilation=s)[1..K]`,
  ],
  [
    "depthwise",
    "size N, C, M, H, K, s\ntensor a[N,C,H,H]\ntensor k[C*M,1,K,K]\ny = depthwise_conv2d(a, k, stride=s)\nloss L(y)\nprove grad(L, a) == conv_transpose2d(delta, k, stride=s, groups=C, output_shape=(H,H))",
  ],
  [
    "transposed, input",
    "size H, K, s\ntensor x[H]\ntensor k[K]\nz = conv_transpose1d(x, k, stride=s)\nloss L(z)\nprove grad(L, x) == conv1d(delta, k, stride=s)",
  ],
  [
    "transposed, kernel",
    "size H, K, s\ntensor x[H]\ntensor k[K]\nz = conv_transpose1d(x, k, stride=s)\nloss L(z)\nprove grad(L, k) == conv1d(delta, x, dilation=s)",
  ],
  ["tied", "size N\ntensor a[N]\nE = sum(a*a)\nprove grad(E, a) == 2*a"],
  ["cancelled", "size N\ntensor a[N]\nE = sum(a*a) - sum(a^2)\nprove grad(E, a) == zeros(N)"],
  ["transposed twice", "size N, M\ntensor A[N,M]\nprove transpose(transpose(A)) == A"],
  ["a slice of a padded array", "size H, P >= 0\ntensor a[H]\nprove pad(a, (P, P))[P+1..P+H] == a"],
  ["turned under a function", "size H\ntensor a[H]\nprove relu(flip(a)) == flip(relu(a))"],
];

/** False ones, and the smallest sizes at which they fail, as the calculus finds them. */
export const FALSE_WORKSHEETS: readonly (readonly [name: string, worksheet: string, at: string])[] = [
  ["the mean's 1/N forgotten", "size N\ntensor a[N]\nE = mean(a)\nprove grad(E, a) == ones(N)", "N=2 at [0]"],
  ["the square's 2 forgotten", "size N\ntensor a[N]\nE = sum(a*a)\nprove grad(E, a) == a", "N=1 at [0]"],
  [
    "the sign of the target",
    "size N\ntensor a[N]\ntensor t[N]\nE = half_sse(a, t)\nprove grad(E, a) == a + t",
    "N=1 at [0]",
  ],
  [
    "the error the other way round",
    "size N\ntensor a[N]\ntensor t[N]\nE = mse(a, t)\nprove grad(E, a) == 2*(t - a)/N",
    "N=1 at [0]",
  ],
  [
    "an average over K instead of K·K",
    "size H, K\ntensor a[H,H]\nprove avg_pool2d(a, K) == conv2d(a, ones(K,K), stride=K)/K",
    "K=2 O=1 rho=0 H=2 at [0,0]",
  ],
  [
    "pooling's gradient without the stride",
    "size H, K\ntensor a[H]\ny = avg_pool1d(a, 3, stride=2)\nloss L(y)\nprove grad(L, a) == conv_transpose1d(delta, ones(3), stride=1, output_shape=size(y,1) + 2)/3",
    "K=1 O=1 rho=1 H=4 shapes",
  ],
  [
    "the operands of δ·Bᵀ not transposed",
    "size N\ntensor A[N,N]\ntensor B[N,N]\ny = A @ B\nloss L(y)\nprove grad(L, A) == delta @ B",
    "N=2 at [0,0]",
  ],
  [
    "δ on the wrong side",
    "size N\ntensor A[N,N]\ntensor B[N,N]\ny = A @ B\nloss L(y)\nprove grad(L, B) == delta @ transpose(A)",
    "N=2 at [0,0]",
  ],
  [
    "the derivative at the output of the activation",
    `${LAYERS}\nprove grad(L, z) == conv_transpose1d(delta, l, stride=t, output_shape=size(z,1))*grad(sum(tanh(h)), h)`,
    "K=1 M=1 s=1 t=1 P=0 rho=0 O1=1 rho1=0 H=1 O=1 at [0]",
  ],
  [
    "the activation instead of its derivative",
    `${LAYERS}\nprove grad(L, z) == conv_transpose1d(delta, l, stride=t, output_shape=size(z,1))*h`,
    "K=1 M=1 s=1 t=1 P=0 rho=0 O1=1 rho1=0 H=1 O=1 at [0]",
  ],
  [
    "the activation's derivative forgotten",
    `${LAYERS}\nprove grad(L, z) == conv_transpose1d(delta, l, stride=t, output_shape=size(z,1))`,
    "K=1 M=1 s=1 t=1 P=0 rho=0 O1=1 rho1=0 H=1 O=1 at [0]",
  ],
  [
    "another function's derivative",
    `${LAYERS}\nprove grad(L, z) == conv_transpose1d(delta, l, stride=t, output_shape=size(z,1))*grad(sum(sigmoid(z)), z)`,
    "K=1 M=1 s=1 t=1 P=0 rho=0 O1=1 rho1=0 H=1 O=1 at [0]",
  ],
  [
    "the bias's gradient not summed over the batch",
    "size N, D, H\ntensor a[N,1,H]\ntensor k[D,1,1]\ntensor b[D]\ny = conv1d(a, k, bias=b)\nloss L(y)\nprove grad(L, b) == sum(delta[1, 1..D, 1..H], axis=2)",
    "N=2 D=1 H=1 at [0]",
  ],
  [
    "the bias's gradient a mean",
    "size H\ntensor a[1,1,H]\ntensor k[1,1,1]\ntensor b[1]\ny = conv1d(a, k, bias=b)\nloss L(y)\nprove grad(L, b) == mean(delta, axis=(1,3))",
    "H=2 at [0]",
  ],
  [
    "the residual forgotten",
    `${SAME}\ny = conv1d(a, k, padding=P) + a\nloss L(y)\nprove grad(L, a) == conv1d(delta, flip(k), padding=P)`,
    "H=1 P=0 K=1 at [0]",
  ],
  [
    "one of two uses forgotten",
    `${SAME}\nz = conv1d(a, k, padding=P)\ny = conv1d(z, k, padding=P)\nloss L(y)\nprove grad(L, k) == conv1d(z, delta, padding=P)`,
    "H=1 P=0 K=1 at [0]",
  ],
  [
    "groups in another order",
    "size G, C, H, K\ntensor a[1,G*C,H]\ntensor k[G*C,C,K]\ny = conv1d(a, k, groups=G)\nloss L(y)\nprove grad(L, a) == conv_transpose1d(delta, flip(k, axis=1), groups=G)",
    "G=1 C=2 H=1 K=1 at [0,0,0]",
  ],
  [
    "leftover entries of the kernel's gradient kept",
    `${CONV1}\nprove grad(L, k) == conv1d(a, delta, stride=d, padding=(P_l, P_r), dilation=s)`,
    "H=1 K=1 s=2 d=1 P_l=0 O=1 rho=1 Q=1 P_r=1 shapes",
  ],
  [
    "the same padding after as before",
    `${CONV1}\nprove grad(L, a) == conv1d(dilate(delta, s), flip(k), dilation=d, padding=(d*(K-1)-P_l, d*(K-1)-P_l + (H+P_l+P_r-d*(K-1)-1) mod s))`,
    "H=1 K=1 s=1 d=1 P_l=0 O=2 rho=0 P_r=1 shapes",
  ],
  [
    "no padding back",
    `${SAME}\ny = conv1d(a, k, padding=P)\nloss L(y)\nprove grad(L, a) == conv1d(pad(delta, P), k)`,
    "H=2 P=1 K=3 at [0]",
  ],
  [
    "a convolution is symmetric in its operands",
    'size H\ntensor a[H]\ntensor k[H]\nprove conv1d(a, k, padding="full") == conv1d(k, a, padding="full")',
    "H=2 at [0]",
  ],
  ["a transpose forgotten", "size N\ntensor A[N,N]\nprove transpose(A) == A", "N=2 at [0,1]"],
  [
    "a sum of products is a product of sums",
    "size N\ntensor a[N]\ntensor b[N]\nprove sum(a*b) == sum(a)*sum(b)",
    "N=2 at []",
  ],
  ["a function of a sum", "size N\ntensor a[N]\ntensor b[N]\nprove tanh(a + b) == tanh(a) + tanh(b)", "N=1 at [0]"],
  [
    "a function of what was padded",
    "size N\ntensor a[N]\nprove sigmoid(pad(a, 1)) == pad(sigmoid(a), 1)",
    "N=1 at [0]",
  ],
];
