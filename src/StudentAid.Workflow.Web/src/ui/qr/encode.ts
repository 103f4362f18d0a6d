/** QR codes (ISO/IEC 18004) of model 2: byte mode, error correction M, versions 1 to 10 (213 bytes of UTF-8). */
import { errorCorrection } from "./reed-solomon";
import { place } from "./place";

/** Of each version: codewords of error correction per block, then blocks and their data codewords. */
const BLOCKS: readonly (readonly [ecc: number, ...blocks: readonly (readonly [count: number, data: number])[]])[] = [
  [10, [1, 16]],
  [16, [1, 28]],
  [26, [1, 44]],
  [18, [2, 32]],
  [24, [2, 43]],
  [16, [4, 27]],
  [18, [4, 31]],
  [22, [2, 38], [2, 39]],
  [22, [3, 36], [2, 37]],
  [26, [4, 43], [1, 44]],
];

/** The modules, row by row, true is dark, without the quiet zone; undefined where the text is too long. */
export function qrOf(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text);
  const at = BLOCKS.findIndex((_, i) => bytes.length <= capacityOf(i + 1));
  return at < 0 ? undefined : place(at + 1, codewordsOf(at + 1, bytes));
}

function blocksOf(version: number): { ecc: number; lengths: number[] } {
  const [ecc, ...groups] = BLOCKS[version - 1]!;
  return { ecc, lengths: groups.flatMap(([count, data]) => Array<number>(count).fill(data)) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** Four bits name the mode; the length has 8 bits, from version 10 on 16. */
const capacityOf = (version: number) => sum(blocksOf(version).lengths) - (version < 10 ? 2 : 3);

function dataOf(version: number, bytes: Uint8Array): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number) => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  bytes.forEach((b) => push(b, 8));
  push(0, 4);
  const data: number[] = [];
  for (let i = 0; i < bits.length; i += 8) data.push(bits.slice(i, i + 8).reduce((value, bit) => value * 2 + bit, 0));
  const length = sum(blocksOf(version).lengths);
  for (let pad = 0; data.length < length; pad++) data.push(pad % 2 === 0 ? 0xec : 0x11);
  return data;
}

/** Data and error correction of all blocks, interleaved. */
export function codewordsOf(version: number, bytes: Uint8Array): number[] {
  const { ecc, lengths } = blocksOf(version);
  const data = dataOf(version, bytes);
  let from = 0;
  const blocks = lengths.map((length) => data.slice(from, (from += length)));
  const corrections = blocks.map((block) => errorCorrection(block, ecc));
  const across = (columns: readonly number[][]) =>
    Array.from({ length: Math.max(...columns.map((c) => c.length)) }, (_, i) => columns.filter((c) => i < c.length).map((c) => c[i]!)).flat();
  return [...across(blocks), ...across(corrections)];
}
