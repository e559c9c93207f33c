namespace Hebb.Data;

/// <summary>What a report shows of texts: answers, and the worst mistakes.</summary>
internal static class TextSections
{
    private const int Shown = 20, MostLetters = 240;

    /// <summary>The sections for texts whose classes are known.</summary>
    public static IReadOnlyList<ReportSection> Of(Predictions answers, IReadOnlyList<string?> texts, float[] truth)
    {
        int[] rows = [.. Enumerable.Range(0, texts.Count)];
        int[] wrong = [.. rows.Where(row => answers.ClassOf(row) != (int)truth[row]).OrderByDescending(Surety).Take(Shown)];
        List<ReportSection> sections = [new("Answers", "Some held-out texts with the answer and its probability.", Table(rows.Where(row => row % Math.Max(1, texts.Count / Shown) == 0).Take(Shown)))];
        if (wrong.Length > 0) { sections.Add(new("The worst mistakes", ReportPage.Line($"Of {texts.Count} held-out texts, those on which the network was surest of a wrong answer. Some may be labelled wrong."), Table(wrong))); }
        return sections;

        float Surety(int row) => answers.Probability(row, answers.ClassOf(row));

        System.Xml.Linq.XElement Table(IEnumerable<int> shown) => Html.Table(["text", "truth", "answer", "probability"], shown.Select(row =>
            (string[])[Short(texts[row] ?? ""), answers.Classes[(int)truth[row]], answers[row], ReportPage.Line($"{Surety(row):P1}")]));
    }

    private static string Short(string text) => text.Length <= MostLetters ? text : text[..(MostLetters - 1)] + "…";
}
