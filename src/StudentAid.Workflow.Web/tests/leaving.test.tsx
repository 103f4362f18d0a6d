import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { createMemoryRouter, Link, RouterProvider } from "react-router";
import rules from "../locales/zh-CN/rules.json";
import ui from "../locales/zh-CN/ui.json";
import { Refusal } from "@/api/client";
import { sayIn, TextsContext } from "@/app/texts";
import { Leaving } from "@/rules/editor/Leaving";

describe("leaving a text that is not kept", () => {
  it("says beside the question why the draft was not kept", async () => {
    const user = userEvent.setup();
    const refused = new Refusal(403, "not-yours", "", "草稿应由保管本级规则的人保存，但您没有这项职责。");
    const page = (
      <>
        <Link to="/elsewhere">走</Link>
        <Leaving unkept keeping={false} refused={refused} keep={() => undefined} />
      </>
    );
    const router = createMemoryRouter([{ path: "/", element: page }, { path: "/elsewhere", element: null }]);
    render(
      <TextsContext.Provider value={{ say: sayIn({ rules, ui }), language: "zh-CN", change: () => undefined }}>
        <RouterProvider router={router} />
      </TextsContext.Provider>,
    );
    await user.click(screen.getByText("走"));
    expect(within(await screen.findByRole("dialog")).getByRole("alert").textContent).toContain("您没有这项职责");
    expect(router.state.location.pathname).toBe("/");
  });
});
