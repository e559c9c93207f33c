using System.Globalization;
using System.Text;

namespace Hebb.Learning.Evaluation;

/// <summary>
/// Precision, recall and F1 for every class (scikit-learn's <c>classification_report</c>). A quotient without a denominator is 0; a class that neither occurs
/// nor is answered does not count in the means.
/// </summary>
/// <param name="Classes">One entry for each class, in the order of their codes.</param>
/// <param name="Macro">The means over the classes: every class counts the same.</param>
/// <param name="Weighted">The means weighted by how frequent the classes are.</param>
/// <param name="Accuracy">The share of right answers.</param>
public sealed record ClassificationReport(IReadOnlyList<ClassFigures> Classes, ClassFigures Macro, ClassFigures Weighted, double Accuracy)
{
    /// <summary>The report of a confusion matrix.</summary>
    public static ClassificationReport Of(ConfusionMatrix confusion)
    {
        ArgumentNullException.ThrowIfNull(confusion);
        ClassFigures[] each = [.. confusion.Classes.Select((name, code) => Figures(confusion, name, code))];
        int rows = confusion.Rows, seen = each.Where((one, code) => one.Support + confusion.Answered(code) > 0).Count();
        return new(
            each, Mean("macro average", figures => 1.0 / seen), Mean("weighted average", figures => (double)figures.Support / rows), confusion.Accuracy);

        ClassFigures Mean(string name, Func<ClassFigures, double> weight) =>
            new(name, each.Sum(one => weight(one) * one.Precision), each.Sum(one => weight(one) * one.Recall), each.Sum(one => weight(one) * one.F1), rows);
    }

    /// <summary>The report as a table.</summary>
    public override string ToString()
    {
        ClassFigures[] lines = [.. Classes, Macro, Weighted];
        int width = lines.Max(line => line.Name.Length);
        StringBuilder text = new();
        text.Append("".PadRight(width)).Append("  precision     recall         f1    support");
        foreach (ClassFigures line in lines)
        {
            text.Append('\n')
                .Append(line.Name.PadRight(width))
                .Append(CultureInfo.InvariantCulture, $"  {line.Precision,9:F4}  {line.Recall,9:F4}  {line.F1,9:F4}  {line.Support,9}");
        }

        return text.ToString();
    }

    private static ClassFigures Figures(ConfusionMatrix confusion, string name, int code)
    {
        double right = confusion[code, code];
        int answered = confusion.Answered(code), present = confusion.Present(code);
        return new(
            name,
            answered == 0 ? 0 : right / answered,
            present == 0 ? 0 : right / present,
            answered + present == 0 ? 0 : 2 * right / (answered + present),
            present);
    }
}

/// <summary>How well one class is recognised.</summary>
/// <param name="Name">The class, or the name of the mean.</param>
/// <param name="Precision">The share of the answers "this class" that are right.</param>
/// <param name="Recall">The share of the rows of this class that are found.</param>
/// <param name="F1">The harmonic mean of the two.</param>
/// <param name="Support">How many rows are of this class.</param>
public sealed record ClassFigures(string Name, double Precision, double Recall, double F1, int Support);
