/**
 * The one colour of figures and formulas beside black and grey: blue that all kinds of colour blindness tell from
 * black (Okabe and Ito 2008). Never the only sign of anything.
 */
export const accentHex = "0072B2";
