using Microsoft.Playwright;

namespace StudentAid.Workflow.Server.Tests.Web;

/// <summary>A person's hand at a window: a click, a key chord or one filled field is one interaction, and all are counted.</summary>
public sealed class Hand(Window window)
{
    /// <summary>How often it had to do something.</summary>
    public int Interactions { get; private set; }

    public Task ClickAsync(ILocator what)
    {
        Interactions++;
        return what.ClickAsync();
    }

    public Task PressAsync(string chord)
    {
        Interactions++;
        return window.Page.Keyboard.PressAsync(chord);
    }

    /// <summary>Types where the cursor already stands; the page put it there.</summary>
    public async Task TypeAsync(ILocator field, string text)
    {
        Interactions++;
        await Assertions.Expect(field).ToBeFocusedAsync();
        await window.Page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Chooses in the browser's own list of choices.</summary>
    public Task ChooseAsync(ILocator field, string choice)
    {
        Interactions++;
        return field.SelectOptionAsync(choice);
    }

    public Task FillAsync(ILocator field, string text)
    {
        Interactions++;
        return field.FillAsync(text);
    }
}
