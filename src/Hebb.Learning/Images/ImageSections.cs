using System.Globalization;
using System.Xml.Linq;
using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Reports;
using Hebb.Models;
using Hebb.Tensors;
using static System.FormattableString;

namespace Hebb.Learning.Images;

/// <summary>What a report shows of images: answers, the worst mistakes, what the first filters look like, and what the convolutions make of an image.</summary>
internal static class ImageSections
{
    private const int Shown = 24, MostFilters = 64, MostMaps = 16, MostMapLayers = 4, MostJudged = 2_000;

    /// <summary>The sections for images whose classes are known.</summary>
    public static IReadOnlyList<ReportSection> Of(Model model, ImageDataset images, TargetEncoder target)
    {
        (int Index, Image Image)[] read = [.. Readable(images, Math.Min(images.Count, MostJudged))];
        if (read.Length == 0) { return []; }
        Tensor x = Batch(images, [.. read.Select(one => one.Image)]);
        float[] outputs = model.Predict(x).ToArray<float>();
        Predictions answers = new(target, read.Length, outputs);
        Answer[] all = [.. read.Select((one, row) =>
            new Answer(one.Image, images.NameOf(one.Index), images.Labels[one.Index], answers.ClassOf(row), answers.Probability(row, answers.ClassOf(row))))];
        Answer[] wrong = [.. all.Where(answer => !answer.IsRight).OrderByDescending(answer => answer.Probability).Take(Shown)];
        List<ReportSection> sections =
        [
            new(
                "Predictions",
                "Some held-out images with the prediction and its probability; where it is wrong, followed by the true class.",
                Gallery(all.Where((_, i) => i % Math.Max(1, all.Length / Shown) == 0).Take(Shown), target)),
        ];
        if (wrong.Length > 0)
        {
            sections.Add(new(
                "The worst mistakes",
                Invariant($"Of {all.Length} held-out images, those on which the network was most confident of a wrong answer. Some may be mislabeled."),
                Gallery(wrong, target)));
        }

        if (Filters(model) is { } filters) { sections.Add(filters); }
        if (Maps(model, images, read[0].Image) is { } maps) { sections.Add(maps); }
        return sections;
    }

    private static IEnumerable<(int, Image)> Readable(ImageDataset images, int count)
    {
        // Evenly spread, so that all classes are seen.
        for (int i = 0; i < count; i++)
        {
            int index = (int)((long)i * images.Count / count);
            if (TryRead(images, index) is { } image) { yield return (index, image); }
        }
    }

    private static Image? TryRead(ImageDataset images, int index)
    {
        try
        {
            return images.Read(index);
        }
        catch (DataException) when (images.Options.BadFiles == BadFiles.Skip)
        {
            return null;
        }
    }

    private static Tensor Batch(ImageDataset images, Image[] read)
    {
        int size = (int)images.ImageShape.Size;
        float[] values = new float[read.Length * size];
        for (int i = 0; i < read.Length; i++) { read[i].Write(values.AsSpan(i * size, size), images.Options.Scale); }
        return Tensor.Create(values, [read.Length, .. images.ImageShape]);
    }

    private static XElement Gallery(IEnumerable<Answer> answers, TargetEncoder target) => Html.Tag("div",
    [
        Html.Set("class", "shots"),
        .. answers.Select(answer => Html.Tag(
            "figure",
            Html.Set("class", answer.IsRight ? "shot" : "shot miss"),
            Picture(answer.Image, Path.GetFileName(answer.Name)),
            Html.Tag(
                "figcaption",
                Invariant($"{target.Classes[answer.Given]} ({answer.Probability:P0}){(answer.IsRight ? "" : $", is {target.Classes[answer.Truth]}")}")))),
    ]);

    private static XElement Picture(Image image, string name) => Html.Tag(
        "img", Html.Set("src", $"data:image/png;base64,{Convert.ToBase64String(image.ToPng())}"), Html.Set("alt", name), Html.Set("title", name));

    /// <summary>The filters of the first convolution, if it looks at pixels.</summary>
    private static ReportSection? Filters(Model model)
    {
        if (FirstConvolution(model) is not { } layer || layer.Parameters[0].Value is not { Rank: 4 } kernel || kernel.Shape[2] is not (1 or 3)) { return null; }
        (int height, int width, int channels, int filters) = (kernel.Shape[0], kernel.Shape[1], kernel.Shape[2], kernel.Shape[3]);
        float[] weights = kernel.ToArray<float>();
        IEnumerable<object> pictures = Enumerable.Range(0, Math.Min(filters, MostFilters)).Select(filter =>
        {
            float[] own = [.. Enumerable.Range(0, height * width * channels).Select(i => weights[(i * filters) + filter])];
            return (object)Picture(Scaled(own, width, height, channels), string.Create(CultureInfo.InvariantCulture, $"filter {filter + 1}"));
        });
        return new(
            "What the first layer looks for",
            Invariant($"The {filters} filters of {layer.Name}, {height} × {width} pixels each: bright where a weight is positive, dark where it is negative."),
            Html.Tag("div", [Html.Set("class", "shots tiny"), .. pictures]));
    }

    /// <summary>What convolutions make of one image.</summary>
    private static ReportSection? Maps(Model model, ImageDataset images, Image image)
    {
        HashSet<string> seeing = [.. model.Sublayers.Where(layer => layer is ReLU or ConvolutionLayer { Activation: not null }).Select(layer => layer.Name!)];
        List<XElement> content = [Html.Tag("div", Html.Set("class", "shots"), Picture(image, "the image"))];
        foreach ((string name, Tensor output) in model
            .Activations(Batch(images, [image]))
            .Where(layer => seeing.Contains(layer.Key) && layer.Value.Rank == 4)
            .Take(MostMapLayers))
        {
            (int height, int width, int maps) = (output.Shape[1], output.Shape[2], output.Shape[3]);
            float[] values = output.ToArray<float>();
            content.Add(Html.Tag("h3", Invariant($"{name}: {maps} maps of {height} × {width}")));
            content.Add(Html.Tag("div", [
                Html.Set("class", "shots tiny"),
                .. Enumerable.Range(0, Math.Min(maps, MostMaps)).Select(map => (object)Picture(
                    Scaled([.. Enumerable.Range(0, height * width).Select(i => values[(i * maps) + map])], width, height, 1),
                    Invariant($"map {map + 1}"))),
            ]));
        }

        return content.Count == 1
            ? null
            : new(
                "Feature maps: what the network sees in an image",
                "Bright where a filter has found its pattern. Early layers find edges and strokes, later ones their combinations.",
                content);
    }

    private static ConvolutionLayer? FirstConvolution(Model model) => model.Sublayers.OfType<ConvolutionLayer>().FirstOrDefault();

    /// <summary>Numbers as an image from their least to their largest.</summary>
    private static Image Scaled(float[] values, int width, int height, int channels)
    {
        (float least, float most) = (values.Min(), values.Max());
        float scale = most > least ? 255 / (most - least) : 0;
        return new Image(
            width, height, channels, [.. values.Select(value => float.IsFinite(value) ? (byte)Math.Clamp((value - least) * scale, 0, 255) : (byte)0)]);
    }

    private sealed record Answer(Image Image, string Name, int Truth, int Given, float Probability)
    {
        public bool IsRight => Truth == Given;
    }
}
