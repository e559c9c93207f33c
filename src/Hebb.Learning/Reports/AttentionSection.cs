using System.Xml.Linq;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Reports;

/// <summary>What a report shows of attention: which steps of an example look at which others, for each layer and head.</summary>
internal static class AttentionSection
{
    private const int MostLayers = 4, MostHeads = 8;

    /// <summary>What every section says of its maps.</summary>
    private const string Legend = " In a map each row looks, and each column is looked at: the stronger the color of a cell, the larger the weight, which "
        + "pointing at it tells. The large map is the mean of all heads, the small ones are the single heads;"
        + " where all is equally pale, the network looks everywhere alike. Attention tells where the network took something from, which does not "
        + "by itself explain its answer.";

    /// <summary>Weights are drawn on a scale that ends at their largest, or at so many times an even share if that is more: what is
    /// nearly even looks even.</summary>
    private const double LeastContrast = 3;

    /// <summary>The section; null for a model without attention between the steps of a row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">What the section shows.</param>
    /// <param name="step">What a step is called: word, character, row.</param>
    /// <param name="ofLast">Whether the shaded line shows what the last step looks at, because the answer is made there, and not the mean of all steps.</param>
    /// <param name="examples">The examples.</param>
    public static ReportSection? Of(Model model, string text, string step, bool ofLast, IEnumerable<AttentionExample> examples)
    {
        List<XElement> cards = [];
        foreach (AttentionExample example in examples)
        {
            int steps = example.Steps.Count;
            Layer[] layers = [.. model
                .AttentionScores(example.Input)
                .Where(entry => entry.Value.Shape is [1, .., var queries, var keys] && queries == steps && keys == steps)
                .Take(MostLayers)
                .Select(entry => new Layer(entry.Key, entry.Value))];
            if (layers.Length == 0) { return null; }
            cards.Add(ReportPage.Card(
                example.Title,
                [
                    Shaded(example, step, layers, ofLast),
                    .. Outside(example, step, layers),
                    .. layers.Select((layer, i) => Maps(layer, Invariant($"Attention {i + 1}: {layer.Name}"), example)),
                ]));
        }

        return cards.Count == 0 ? null : new("What the network looks at", text + Legend, Html.Tag("div", [Html.Set("class", "stack"), .. cards]));
    }

    /// <summary>The steps in order, the stronger their color the more they get, over all layers and heads.</summary>
    private static XElement Shaded(AttentionExample example, string step, Layer[] layers, bool ofLast)
    {
        (int first, int count) = example.Read.GetOffsetAndLength(example.Steps.Count);
        int[] looking = ofLast ? [first + count - 1] : [.. Enumerable.Range(first, count)];
        double[] gets = [.. Enumerable.Range(first, count).Select(to => layers.Average(layer => looking.Average(from => layer.Mean(from, to))))];
        double largest = Math.Max(gets.Max(), LeastContrast / example.Steps.Count);
        string between = step == "character" ? "" : " ";
        return Html.Tag("p",
        [
            Html.Set("class", step == "character" ? "looked letters" : "looked"),
            Html.Tag("span", Html.Set("class", "note"), ofLast ? $"What the last {step} looks at: " : $"How much each {step} gets on average: "),
            .. gets.SelectMany((weight, i) => (object[])[between, Html.Tag(
                "span",
                Html.Set("class", "step"),
                Html.Set("style", $"background:rgba(var(--heat),{Html.Coordinate(0.55 * weight / largest)})"),
                Html.Set("title", Invariant($"{example.Steps[first + i]}: {weight:P1}")),
                example.Steps[first + i])]),
            first + count < example.Steps.Count ? " …" : null,
        ]);
    }

    /// <summary>How much is looked at what is not drawn; nothing if that is next to nothing.</summary>
    private static XElement[] Outside(AttentionExample example, string step, Layer[] layers)
    {
        (int first, int count) = example.Drawn.GetOffsetAndLength(example.Steps.Count);
        int[] drawn = [.. Enumerable.Range(first, count)];
        double outside = 1 - layers.Average(layer => drawn.Average(from => drawn.Sum(to => layer.Mean(from, to))));
        return outside < 0.005
            ? []
            : [Html.Tag(
                "p", Html.Set("class", "note"), Invariant($"The maps show {count} {step}s; {outside:P0} of what these look at is {example.Rest}."))];
    }

    private static XElement Maps(Layer layer, string title, AttentionExample example)
    {
        (int first, int count) = example.Drawn.GetOffsetAndLength(example.Steps.Count);
        XElement mean = Heatmap.Named(title, Grid(layer.Mean), LeastContrast / example.Steps.Count, [.. example.Steps.Skip(first).Take(count)]);
        IEnumerable<XElement> heads = Enumerable.Range(0, layer.Heads > 1 ? Math.Min(layer.Heads, MostHeads) : 0).Select(head =>
        {
            double[,] grid = Grid((from, to) => layer.Weight(head, from, to));
            return Html.Tag(
                "figure",
                Heatmap.Small($"{title}, head {head + 1}", grid, LeastContrast / example.Steps.Count),
                Html.Tag("figcaption", Invariant($"head {head + 1}, up to {grid.Cast<double>().Max():P0}")));
        });
        return Html.Tag(
            "div",
            Html.Tag(
                "p", Html.Set("class", "note"), title + (layer.Heads > MostHeads ? Invariant($", the first {MostHeads} of {layer.Heads} heads") : "")),
            Html.Tag("div", [Html.Set("class", "maps"), mean, .. heads]));

        double[,] Grid(Func<int, int, double> weight)
        {
            double[,] grid = new double[count, count];
            for (int i = 0; i < count * count; i++) { grid[i / count, i % count] = weight(first + (i / count), first + (i % count)); }
            return grid;
        }
    }

    /// <summary>The scores of an attention for one example: [1, heads, steps, steps], or without the axis of heads.</summary>
    private sealed class Layer(string name, Tensor scores)
    {
        private readonly float[] _scores = scores.ToArray<float>();
        private readonly int _steps = scores.Shape[^1];

        public string Name { get; } = name;

        public int Heads { get; } = scores.Rank == 4 ? scores.Shape[1] : 1;

        public double Weight(int head, int from, int to) => _scores[(((head * _steps) + from) * _steps) + to];

        public double Mean(int from, int to) => Enumerable.Range(0, Heads).Average(head => Weight(head, from, to));
    }
}
