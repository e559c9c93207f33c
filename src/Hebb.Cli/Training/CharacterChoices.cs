using System.CommandLine;

namespace Hebb.Cli;

/// <summary>Options about texts that are to be continued.</summary>
internal static class CharacterChoices
{
    /// <summary>That a text is to be continued.</summary>
    public static readonly Option<bool> Generate = new("--generate") { Description = "Learn to go on with a text (a .txt file): a network that guesses the next character." };
}
