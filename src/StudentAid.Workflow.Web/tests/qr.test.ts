// @vitest-environment node
import { qrOf } from "@/ui/qr/encode";
import { errorCorrection } from "@/ui/qr/reed-solomon";
import { Ecc, QrCode, QrSegment } from "@rc-component/qrcode/es/libs/qrcodegen";

/** The words for level M and masks 0 to 7, as the standard's table gives them. */
const FORMATS = [
  "101010000010010", "101000100100101", "101111001111100", "101101101001011", "100010111111001", "100000011001110", "100111110010111", "100101010100000",
];

const bits = (modules: readonly (boolean | undefined)[]) => modules.map((m) => (m ? "1" : "0")).join("");

describe("a QR code", () => {
  it("has the error correction of the well-known example", () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(errorCorrection(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  it("says its level and mask, and from version 7 on its version, in the standard's words", () => {
    const grid = qrOf("x".repeat(120))!;
    expect(grid).toHaveLength(45);
    const along = [...Array(6).keys(), 7, 8];
    expect(FORMATS).toContain(bits([...along.map((x) => grid[8]![x]), grid[7]![8], ...[5, 4, 3, 2, 1, 0].map((y) => grid[y]![8])]));
    expect(bits(Array.from({ length: 18 }, (_, i) => grid[Math.floor((17 - i) / 3)]![34 + ((17 - i) % 3)]))).toBe("000111110010010100");
  });

  it("is module for module what another encoder draws, with each version's fewest and most bytes", () => {
    for (const length of [1, 14, 15, 26, 27, 42, 43, 62, 63, 84, 85, 106, 107, 122, 123, 152, 153, 180, 181, 213]) {
      const text = Array.from({ length }, (_, i) => String.fromCharCode(33 + ((i * 7 + length) % 90))).join("");
      const mine = qrOf(text)!;
      const other = (mask: number) =>
        QrCode.encodeSegments([QrSegment.makeBytes([...new TextEncoder().encode(text)])], Ecc.MEDIUM, 1, 10, mask, false).getModules().map((row) => bits(row)).join("\n");
      const masks = [0, 1, 2, 3, 4, 5, 6, 7].filter((mask) => other(mask) === mine.map((row) => bits(row)).join("\n"));
      expect(masks, `${length} bytes`).toHaveLength(1);
    }
  });

  it("takes a Chinese issuer by its bytes, and is none for a text that is too long", () => {
    expect(qrOf("otpauth://totp/学生资助:a?secret=ABC")).toHaveLength(29);
    expect(qrOf("x".repeat(214))).toBeUndefined();
  });
});
