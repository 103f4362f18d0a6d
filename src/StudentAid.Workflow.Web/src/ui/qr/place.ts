type Grid = boolean[][];

/** Centres of the alignment patterns, of each version from 1 on. */
const ALIGNED: readonly (readonly number[])[] = [
  [], [6, 18], [6, 22], [6, 26], [6, 30], [6, 34], [6, 22, 38], [6, 24, 42], [6, 26, 46], [6, 28, 50],
];

const MASKS: readonly ((x: number, y: number) => boolean)[] = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** The symbol of these codewords, under the mask that is easiest to read. */
export function place(version: number, codewords: readonly number[]): Grid {
  const size = version * 4 + 17;
  const dark: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const taken: Grid = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const set = (x: number, y: number, on: boolean) => {
    if (x < 0 || y < 0 || x >= size || y >= size) return;
    dark[y]![x] = on;
    taken[y]![x] = true;
  };
  patterns(version, size, set);
  format(size, 0, set);
  fill(size, taken, codewords, (x, y) => (dark[y]![x] = true));
  const masked = MASKS.map((mask, number) => {
    const grid = dark.map((row, y) => row.map((on, x) => on !== (!taken[y]![x] && mask(x, y))));
    format(size, number, (x, y, on) => (grid[y]![x] = on));
    return grid;
  });
  return masked.reduce((best, grid) => (penalty(grid) < penalty(best) ? grid : best));
}

type Set = (x: number, y: number, on: boolean) => void;

function patterns(version: number, size: number, set: Set) {
  for (let i = 0; i < size; i++) {
    set(6, i, i % 2 === 0);
    set(i, 6, i % 2 === 0);
  }
  for (const [cx, cy] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) square(cx, cy, 4, (ring) => ring !== 2 && ring !== 4, set);
  const centres = ALIGNED[version - 1]!;
  const last = centres.length - 1;
  for (const [i, cx] of centres.entries())
    for (const [j, cy] of centres.entries())
      if (!((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0))) square(cx, cy, 2, (ring) => ring !== 1, set);
  if (version < 7) return;
  const bits = (version << 12) | remainder(version, 12, 0x1f25);
  for (let i = 0; i < 18; i++) {
    const [a, b] = [size - 11 + (i % 3), Math.floor(i / 3)];
    set(a, b, ((bits >> i) & 1) === 1);
    set(b, a, ((bits >> i) & 1) === 1);
  }
}

function square(cx: number, cy: number, radius: number, on: (ring: number) => boolean, set: Set) {
  for (let y = -radius; y <= radius; y++) for (let x = -radius; x <= radius; x++) set(cx + x, cy + y, on(Math.max(Math.abs(x), Math.abs(y))));
}

/** What is left of the value, shifted by so many bits, when it is divided by the polynomial. */
function remainder(value: number, bits: number, polynomial: number): number {
  let rest = value;
  for (let i = 0; i < bits; i++) rest = (rest << 1) ^ ((rest >> (bits - 1)) * polynomial);
  return rest;
}

/** The 15 bits that name level M and the mask, twice, and the module that is always dark. */
function format(size: number, mask: number, set: Set) {
  const bits = ((mask << 10) | remainder(mask, 10, 0x537)) ^ 0x5412;
  const bit = (i: number) => ((bits >> i) & 1) === 1;
  for (let i = 0; i < 15; i++) {
    const along = i < 6 ? i : i < 8 ? i + 1 : size - 15 + i;
    set(8, along, bit(i));
    set(i < 8 ? size - 1 - i : i === 8 ? 7 : 14 - i, 8, bit(i));
  }
  set(8, size - 8, true);
}

/** Two columns at a time from the right, upwards and downwards in turn; column 6 is the timing pattern's. */
function fill(size: number, taken: Grid, codewords: readonly number[], dark: (x: number, y: number) => void) {
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upward = ((right + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = upward ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (taken[y]![x] || at >= codewords.length * 8) continue;
        if ((codewords[at >> 3]! >> (7 - (at & 7))) & 1) dark(x, y);
        at++;
      }
    }
  }
}

/** Runs, blocks, what looks like a finder, and how far dark and light are apart. */
export function penalty(grid: Grid): number {
  const size = grid.length;
  const columns = grid.map((_, x) => grid.map((row) => row[x]!));
  let points = 0;
  for (const line of [...grid, ...columns]) points += runs(line) + finders(line);
  for (let y = 1; y < size; y++)
    for (let x = 1; x < size; x++) if ([grid[y]![x - 1], grid[y - 1]![x], grid[y - 1]![x - 1]].every((m) => m === grid[y]![x])) points += 3;
  const dark = grid.flat().filter(Boolean).length;
  return points + (Math.ceil(Math.abs(dark * 20 - size * size * 10) / (size * size)) - 1) * 10;
}

function runs(line: readonly boolean[]): number {
  const text = line.map(Number).join("");
  return (text.match(/0{5,}|1{5,}/g) ?? []).reduce((points, run) => points + run.length - 2, 0);
}

function finders(line: readonly boolean[]): number {
  const text = line.map(Number).join("");
  let points = 0;
  for (let at = 0; at + 11 <= text.length; at++) if (["10111010000", "00001011101"].includes(text.slice(at, at + 11))) points += 40;
  return points;
}
