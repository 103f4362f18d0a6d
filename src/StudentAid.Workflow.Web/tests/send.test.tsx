import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import ui from "../locales/zh-CN/ui.json";
import { upload } from "@/api/upload";
import { sayIn, TextsContext } from "@/app/texts";
import { Send } from "@/ui/Send";

vi.mock("@/api/upload", () => ({ upload: vi.fn(() => Promise.resolve("hash")) }));

describe("sending a photo", () => {
  it("offers a telephone's files by their ending too, and lets go of what was drawn", async () => {
    const close = vi.fn();
    vi.stubGlobal("createImageBitmap", () => Promise.resolve({ width: 4, height: 3, close }));
    vi.stubGlobal(
      "OffscreenCanvas",
      class {
        getContext = () => ({ drawImage: () => undefined });
        convertToBlob = () => Promise.resolve(new Blob(["jpeg"], { type: "image/jpeg" }));
      },
    );
    const sent = vi.fn();
    const { container } = render(
      <TextsContext.Provider value={{ say: sayIn({ ui }), language: "zh-CN", change: () => undefined }}>
        <Send label="证明材料" whose={{ person: "p" }} category="proof" sent={sent} />
      </TextsContext.Provider>,
    );
    const input = container.querySelector<HTMLInputElement>("input[type=file]")!;
    expect(input.accept.split(",")).toEqual(expect.arrayContaining([".heic", ".heif"]));
    // Windows knows no type of it.
    await userEvent.upload(input, new File(["heic"], "IMG_1.HEIC", { type: "" }));
    await waitFor(() => expect(sent).toHaveBeenCalled());
    expect(vi.mocked(upload).mock.calls[0]![0].name).toBe("IMG_1.jpg");
    expect(close).toHaveBeenCalledOnce();
    expect(screen.queryByRole("alert")).toBeNull();
    vi.unstubAllGlobals();
  });
});
