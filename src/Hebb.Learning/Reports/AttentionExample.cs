using Hebb.Tensors;

namespace Hebb.Learning.Reports;

/// <summary>An example whose attention a report draws.</summary>
/// <param name="Title">What it is and what the network said.</param>
/// <param name="Input">What the network takes: one row.</param>
/// <param name="Steps">A name for each step of the row.</param>
/// <param name="Read">The steps that are shaded in a line: those that are no filling, unless there are too many.</param>
/// <param name="Drawn">The steps that maps show, because more would be too small to see.</param>
/// <param name="Rest">What the other steps are, for the sentence that tells how much they get.</param>
internal sealed record AttentionExample(string Title, Tensor Input, IReadOnlyList<string> Steps, Range Read, Range Drawn, string Rest)
{
    /// <summary>More steps than this cannot be read on a map.</summary>
    public const int MostDrawn = 24;

    /// <summary>More steps than this are not shaded in a line.</summary>
    public const int MostRead = 240;

    /// <summary>How a token is written where white space could not be seen.</summary>
    public static string NameOf(string token) => token switch { " " => "␣", "\n" => "⏎", "\t" => "⇥", _ => token };
}
