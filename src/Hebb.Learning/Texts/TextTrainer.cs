using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Data.Text;
using Hebb.Learning.Training;

namespace Hebb.Learning.Texts;

/// <summary>From texts with a class each to a trained network: cuts them into tokens, splits them, chooses a network, trains it, and judges
/// it on held-out texts.</summary>
public static class TextTrainer
{
    /// <summary>Fewer texts than this cannot be split into three parts that say anything.</summary>
    private const int FewestTexts = 10;

    /// <summary>Prepares and trains.</summary>
    /// <param name="table">A table with a column of texts and one of classes, such as <see cref="TextFolder"/> gives.</param>
    /// <param name="text">The column of texts.</param>
    /// <param name="target">The column of classes.</param>
    /// <param name="options">What is wanted otherwise than usual.</param>
    /// <param name="cancellation">Ends training after the current batch; what was learned until then is returned.</param>
    /// <exception cref="DataException">The texts cannot be learned from; the message says why.</exception>
    public static TrainedNetwork Train(
        Table table, string text = "text", string target = "label", TextTrainerOptions? options = null, CancellationToken cancellation = default) =>
        NetworkTrainer.Train(Prepare(table, text, target, options), cancellation);

    /// <summary>Decides how to learn, without training yet.</summary>
    /// <inheritdoc cref="Train"/>
    public static TextRecipe Prepare(Table table, string text = "text", string target = "label", TextTrainerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        options ??= new();
        options.Check();
        Column texts = table[text], labels = table[target];
        if (text == target) { throw new DataException("The column of texts is also the one to predict. Name two columns.", table.Source, column: text); }
        List<int> rows = [];
        HashSet<(string, string)> seen = [];
        int missing = 0, equal = 0;
        for (int row = 0; row < table.Rows; row++)
        {
            if (string.IsNullOrWhiteSpace(texts.TextAt(row)) || labels.IsMissing(row)) { missing++; }
            else if (!seen.Add((texts.TextAt(row)!.Trim(), labels.TextAt(row)!))) { equal++; }
            else { rows.Add(row); }
        }

        if (rows.Count < FewestTexts)
        {
            throw new DataException(
                $"There are {rows.Count} different texts with a class{(missing > 0 ? $" ({missing} rows have no text or no class)" : "")}. "
                + $"Expected at least {FewestTexts}: add texts.",
                table.Source,
                column: text);
        }

        return new TextRecipe(table.Take([.. rows]), text, target, missing, equal, options);
    }
}
