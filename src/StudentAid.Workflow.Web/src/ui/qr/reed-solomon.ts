/** The field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x² + 1. */
function multiply(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> i) & 1) * a;
  }
  return product;
}

/** The product of (x - 2⁰)(x - 2¹)… without its leading 1, highest power first. */
function generator(degree: number): number[] {
  const made = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let i = 0; i < degree; i++) {
    for (let j = 0; j < degree; j++) made[j] = multiply(made[j]!, root) ^ (made[j + 1] ?? 0);
    root = multiply(root, 2);
  }
  return made;
}

/** So many codewords of error correction for a block of data. */
export function errorCorrection(data: readonly number[], count: number): number[] {
  const divisor = generator(count);
  let rest = Array<number>(count).fill(0);
  for (const word of data) {
    const factor = word ^ rest[0]!;
    rest = [...rest.slice(1), 0].map((r, i) => r ^ multiply(divisor[i]!, factor));
  }
  return rest;
}
