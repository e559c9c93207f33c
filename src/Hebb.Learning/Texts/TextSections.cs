using System.Xml.Linq;
using Hebb.Data.Text;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using static System.FormattableString;

namespace Hebb.Learning.Texts;

/// <summary>What a report shows of texts: answers, and the worst mistakes.</summary>
internal static class TextSections
{
    private const int Shown = 20, MostLetters = 240;

    /// <summary>What marks a token that the network does not know.</summary>
    private const string Stranger = "*";

    /// <summary>The sections for texts whose classes are known.</summary>
    public static IReadOnlyList<ReportSection> Of(TextModel model, IReadOnlyList<string?> texts, float[] truth)
    {
        Predictions answers = model.Predict(texts);
        int[] rows = [.. Enumerable.Range(0, texts.Count)];
        int[] wrong = [.. rows.Where(row => answers.ClassOf(row) != (int)truth[row]).OrderByDescending(Surety).Take(Shown)];
        List<ReportSection> sections = [new(
            "Predictions",
            "Some held-out texts with the prediction and its probability.",
            Table(rows.Where(row => row % Math.Max(1, texts.Count / Shown) == 0).Take(Shown)))];
        if (wrong.Length > 0)
        {
            sections.Add(new(
                "The worst mistakes",
                Invariant($"Of {texts.Count} held-out texts, those on which the network was most confident of a wrong answer. Some may be mislabeled."),
                Table(wrong)));
        }

        if (Attention(model, answers, texts, truth, wrong) is { } attention) { sections.Add(attention); }
        return sections;

        float Surety(int row) => answers.Probability(row, answers.ClassOf(row));

        XElement Table(IEnumerable<int> shown) => Html.Tag(
            "div",
            Html.Set("class", "texts"),
            Html.Table(["text", "truth", "answer", "probability"], shown.Select(row =>
                (string[])[Short(texts[row] ?? ""), answers.Classes[(int)truth[row]], answers[row], Invariant($"{Surety(row):P1}")])));
    }

    /// <summary>A right answer of two classes and the worst mistake, preferably of texts that can be drawn whole.</summary>
    private static ReportSection? Attention(TextModel model, Predictions answers, IReadOnlyList<string?> texts, float[] truth, int[] wrong)
    {
        if (model.HasBagOfWords) { return null; }
        string step = model.Vocabulary.Kind == TokenKind.Word ? "word" : "character";
        int[] Fitting(IEnumerable<int> rows) => [.. rows.Select(row => (Row: row, Tokens: model.Vocabulary.Encode(texts[row]).Length))
            .Where(one => one.Tokens > 0)
            .OrderBy(one => one.Tokens is >= 3 and <= AttentionExample.MostDrawn ? 0 : 1)
            .Select(one => one.Row)];
        int[] right = [.. Fitting(Enumerable.Range(0, texts.Count).Where(row => answers.ClassOf(row) == (int)truth[row])).DistinctBy(answers.ClassOf).Take(2)];
        int[] shown = [.. right, .. Fitting(wrong).Take(1)];
        string strangers = shown.Any(row => model.Vocabulary.Encode(texts[row]).Contains(Vocabulary.Unknown))
            ? $" A {step} marked {Stranger} is unknown to the network, because the training texts did not have it often enough; "
                + "all unknown ones look the same to it."
            : "";
        return AttentionSection.Of(
            model.Model, $"How much each {step} of some held-out texts looks at each other one.{strangers}", step, ofLast: false, shown.Select(Example));

        AttentionExample Example(int row)
        {
            int[] tokens = model.Vocabulary.Encode(texts[row]);
            int read = Math.Min(tokens.Length, model.Length), filling = model.Length - read, drawn = Math.Min(read, AttentionExample.MostDrawn);
            string[] rest =
            [
                .. filling > 0 ? ["the padding before the text"] : Array.Empty<string>(),
                .. drawn < read ? [Invariant($"the {read - drawn} {step}s behind them")] : Array.Empty<string>(),
            ];
            string answer = Invariant($"{answers[row]} ({answers.Probability(row, answers.ClassOf(row)):P0})");
            return new(
                answers.ClassOf(row) == (int)truth[row]
                    ? $"Rightly answered: {answer}"
                    : $"A mistake: {answer}, the truth is {answers.Classes[(int)truth[row]]}",
                model.Encode(texts[row]),
                [
                    .. Enumerable.Repeat("", filling),
                    .. Tokenizer.Tokens(texts[row]!, model.Vocabulary.Kind)
                        .Take(read)
                        .Select((token, i) => AttentionExample.NameOf(token) + (tokens[i] == Vocabulary.Unknown ? Stranger : "")),
                ],
                filling..(filling + Math.Min(read, AttentionExample.MostRead)),
                filling..(filling + drawn),
                string.Join(" or ", rest));
        }
    }

    private static string Short(string text) => text.Length <= MostLetters ? text : text[..(MostLetters - 1)] + "…";
}
