using System.Globalization;
using System.Xml.Linq;
using Hebb.Layers;
using Hebb.Learning.Reports;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Tests.Reports;

public sealed class AttentionSectionTests
{
    private static readonly string[] s_words = ["the", "film", "is", "not", "great"];

    [Fact]
    public void A_cell_tells_the_weight_that_the_model_gives()
    {
        Model model = Reading(heads: 2, steps: 5);
        AttentionExample example = Example(s_words, .., ..);
        float[] scores = model.AttentionScores(example.Input).GetAt(0).Value.ToArray<float>();
        XElement section = Section(model, example);
        XElement[] cells = [.. section.Descendants("rect")];
        Assert.Equal(25, cells.Length);
        double[] mean = [.. Enumerable.Range(0, 25).Select(i => (scores[i] + scores[25 + i]) / 2.0)];
        Assert.Equal(
            mean.Select((weight, i) => string.Create(CultureInfo.InvariantCulture, $"{s_words[i / 5]} → {s_words[i % 5]}: {weight:P1}")),
            cells.Select(cell => cell.Element("title")!.Value));

        // Full color is the largest weight, or three times an even share.
        double full = Math.Max(mean.Max(), 3 / 5.0);
        Assert.All(cells.Zip(mean), pair => Assert.Equal(pair.Second / full, (double)pair.First.Attribute("fill-opacity")!, 0.0051));
        Assert.Equal(["head 1", "head 2"], section.Descendants("figcaption").Select(caption => caption.Value[..6]));
        double[] most = [scores[..25].Max(), scores[25..].Max()];
        Assert.Equal(
            most.Select(weight => string.Create(CultureInfo.InvariantCulture, $"{weight:P0}")),
            section.Descendants("figcaption").Select(caption => caption.Value.Split("up to ")[1]));
        Assert.Equal("Attention 1: transformer_encoder/self_attention_layer", section.Descendants("svg").First().Attribute("aria-label")!.Value);
    }

    [Fact]
    public void Words_are_shaded_by_what_they_get_on_average()
    {
        Model model = Reading(heads: 2, steps: 5);
        AttentionExample example = Example(s_words, 1.., 1..);
        float[] scores = model.AttentionScores(example.Input).GetAt(0).Value.ToArray<float>();
        XElement[] spans = Shaded(Section(model, example));
        double[] gets = [.. Enumerable.Range(1, 4)
            .Select(to => Enumerable.Range(0, 2).Average(head => Enumerable.Range(1, 4).Average(from => scores[(((head * 5) + from) * 5) + to])))];
        Assert.Equal(s_words[1..], spans.Select(span => span.Value));
        Assert.Equal(
            gets.Select((weight, i) => string.Create(CultureInfo.InvariantCulture, $"{s_words[i + 1]}: {weight:P1}")),
            spans.Select(span => span.Attribute("title")!.Value));

        // What makes the answer at the last step is what that step looks at.
        XElement[] last = Shaded(Section(model, example, ofLast: true));
        Assert.Equal(
            Enumerable.Range(1, 4).Select(to => string.Create(CultureInfo.InvariantCulture, $"{s_words[to]}: {(scores[20 + to] + scores[45 + to]) / 2.0:P1}")),
            last.Select(span => span.Attribute("title")!.Value));
    }

    [Fact]
    public void A_line_that_does_not_show_the_end_says_so()
    {
        Model model = Reading(heads: 2, steps: 5);
        Assert.EndsWith(
            "the film is …",
            Section(model, Example(s_words, ..3, ..2)).Descendants("p").First(line => line.Attribute("class")?.Value == "looked").Value,
            StringComparison.Ordinal);
        Assert.EndsWith(
            "not great",
            Section(model, Example(s_words, 3.., ..2)).Descendants("p").First(line => line.Attribute("class")?.Value == "looked").Value,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Filling_is_left_out_and_what_it_gets_is_said()
    {
        // Without weights every step looks at all others evenly: of 5 steps, the 2 that are filling get 40 %.
        Model model = Reading(heads: 1, steps: 5);
        foreach (Parameter parameter in model.Parameters) { parameter.SetValues<float>(new float[parameter.Size]); }
        XElement section = Section(model, Example(["", "", "so", "it", "goes"], 2.., 2.., "the filling"));
        Assert.Equal(9, section.Descendants("rect").Count());
        Assert.All(section.Descendants("rect"), cell => Assert.EndsWith(": 20.0 %", cell.Element("title")!.Value, StringComparison.Ordinal));
        Assert.All(section.Descendants("rect"), cell => Assert.Equal("0.33", cell.Attribute("fill-opacity")!.Value)); // even: a third of full color
        Assert.Contains("The maps show 3 steps; 40 % of what these look at is the filling.", section.Value, StringComparison.Ordinal);
        Assert.Equal(["so", "it", "goes"], Shaded(section).Select(span => span.Value));
        Assert.Empty(section.Descendants("figcaption")); // a single head is its own mean
        Assert.DoesNotContain("The maps show", Section(model, Example(s_words, .., ..)).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_maps_take_few_characters_and_hold_every_cell()
    {
        double[,] weights = { { 1, 0.5, 0 }, { 0.01, 0.75, 0.24 }, { 0, 0, 1 } };
        XElement picture = Heatmap.Small("map", weights, 0);
        Assert.Equal(
            ["M1 1h1v1h-1z", "M0 0h1v1h-1zM2 2h1v1h-1z"],
            picture.Descendants("path").Where(path => (double)path.Attribute("fill-opacity")! >= 0.75).Select(path => path.Attribute("d")!.Value));
        // those that round to nothing are not drawn
        Assert.Equal(5, picture.Descendants("path").Sum(path => path.Attribute("d")!.Value.Count(letter => letter == 'M')));
        Assert.Equal("0 0 3 3", picture.Attribute("viewBox")!.Value);
    }

    [Fact]
    public void Without_attention_between_steps_there_is_no_section()
    {
        Sequential without = new([new Input([5], DType.Int32), new Embedding(9, 4), new GlobalAveragePooling1D(), new Dense(1)]) { Seed = 0 };
        Assert.Null(AttentionSection.Of(without, "", "step", ofLast: false, [Example(s_words, .., ..)]));
        Assert.Null(AttentionSection.Of(Reading(1, 5), "", "step", ofLast: false, []));

        // Attention to something else than the steps has no names for its rows.
        Sequential pooled = new(
            [new Input([5], DType.Int32), new Embedding(9, 4), new MaxPooling1D(2), new TransformerEncoder(4, 1), new GlobalAveragePooling1D(), new Dense(1)]);
        Assert.Null(AttentionSection.Of(pooled, "", "step", ofLast: false, [Example(s_words, .., ..)]));
    }

    [Fact]
    public void Attention_without_heads_is_drawn_as_one()
    {
        Node x = new Input([5], DType.Int32), vectors = new Embedding(9, 4).Apply(x);
        Model model = new(x, new Dense(1).Apply(new GlobalAveragePooling1D().Apply(new Attention().Apply([vectors, vectors])))) { Seed = 3 };
        Assert.Equal(25, Section(model, Example(s_words, .., ..)).Descendants("rect").Count());
    }

    private static Sequential Reading(int heads, int steps) => new([
        new Input([steps], DType.Int32),
        new TokenAndPositionEmbedding(9, steps, 4) { EmbeddingsInitializer = new Initializers.RandomNormal(0, 2) },
        new TransformerEncoder(6, heads),
        new GlobalAveragePooling1D(),
        new Dense(1)])
    { Seed = 6 };

    private static AttentionExample Example(string[] steps, Range read, Range drawn, string rest = "elsewhere") =>
        new("An example", Tensor.Create([.. Enumerable.Range(0, steps.Length).Select(i => (i + 3) % 9)], [1, steps.Length]), steps, read, drawn, rest);

    private static XElement Section(Model model, AttentionExample example, bool ofLast = false) =>
        Html.Tag("div", [.. AttentionSection.Of(model, "Words.", "step", ofLast, [example])!.Elements]);

    private static XElement[] Shaded(XElement section) => [.. section.Descendants("span").Where(span => span.Attribute("class")!.Value == "step")];
}
