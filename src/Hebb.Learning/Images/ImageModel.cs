using System.Globalization;
using Hebb.Data;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Images;

/// <summary>A network for images together with how they are prepared: answers for files and pixels as they are.</summary>
public sealed class ImageModel : PipelineModel
{
    /// <summary>What its pipeline.json says it is.</summary>
    internal const string FormatName = "hebb-images";

    private readonly ImagePipeline _pipeline;

    internal ImageModel(Model model, ImagePipeline pipeline)
        : base(model, pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override string ExamplesName => "images";

    /// <inheritdoc/>
    public override string Format => FormatName;

    /// <inheritdoc/>
    public override ModelSchema Schema => new([new("image", InputType.Image) { Form = Form }], [new(Target)]);

    private string Form => string.Create(
        CultureInfo.InvariantCulture,
        $"PNG, JPEG, BMP or PNM; brought to {ImageShape[1]} × {ImageShape[0]} pixels, {DatasetOptions.Color.ToString().ToLowerInvariant()}");

    /// <summary>The shape of an image as the network sees it: [height, width, channels].</summary>
    public Shape ImageShape => _pipeline.ImageShape;

    /// <summary>How a data set must be read so that its images are what the network was trained on.</summary>
    public ImageDatasetOptions DatasetOptions => _pipeline.Options;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static ImageModel Load(string folder) => Load<ImageModel>(folder, FormatName, "images", Read);

    /// <summary>The answer for each image, resized and recolored as in training.</summary>
    public Predictions Predict(params IReadOnlyList<Image> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        int size = (int)ImageShape.Size;
        float[] values = new float[checked(images.Count * size)];
        for (int i = 0; i < images.Count; i++) { _pipeline.Prepared(images[i]).Write(values.AsSpan(i * size, size), _pipeline.Options.Scale); }
        float[] outputs = images.Count == 0 ? [] : Model.Predict(Tensor.Create(values, [images.Count, .. ImageShape])).ToArray<float>();
        return new(Target, images.Count, outputs);
    }

    /// <summary>The answer for an image file: PNG, JPEG, BMP or PNM.</summary>
    /// <exception cref="DataException">It cannot be read.</exception>
    public Predictions Predict(string path) => Predict(Image.Load(path));

    /// <summary>Everything there is to say about the answers to images whose classes are known.</summary>
    /// <param name="images">Images read with <see cref="DatasetOptions"/>; their classes are found by name.</param>
    /// <exception cref="DataException">There is a class that the model does not know.</exception>
    public Judgement Judge(ImageDataset images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.ImageShape != ImageShape)
        {
            throw new DataException(
                $"The images have shape {images.ImageShape}; the model was trained on {ImageShape}. Read them with the model's DatasetOptions.");
        }

        string[] known = [.. Target.Classes];
        int[] codes = [.. images.Classes.Select(name => Array.IndexOf(known, name))];
        // A class without an image does no harm: labels of a file are counted from 0 up to the largest.
        if (images.Labels.Distinct().Order().FirstOrDefault(label => codes[label] < 0, -1) is >= 0 and int stranger)
        {
            throw new DataException(
                $"The class '{images.Classes[stranger]}' was not in the training images. {Suggest.Sentence(images.Classes[stranger], known, "classes")}");
        }

        (float[] truth, float[] outputs) = Answers.Of(Model, images.Stream());
        return truth.Length == 0
            ? throw new DataException("No image can be read.") : Judgement.Of(Target, [.. truth.Select(label => (float)codes[(int)label])], outputs);
    }

    /// <summary>A page about the answers to images whose classes are known.</summary>
    /// <param name="images">The images.</param>
    /// <param name="judgement">What <see cref="Judge"/> said of them.</param>
    public NetworkReport Report(ImageDataset images, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(images);
        return NetworkReport.Of(Target, ExamplesName, judgement, ImageSections.Of(Model, images, Target));
    }

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        ImagePipeline pipeline = ImagePipeline.Read(root);
        return model => new ImageModel(model, pipeline);
    }

    /// <inheritdoc/>
    protected internal override Tensor Probe() => Tensor.Zeros([1, .. ImageShape]);
}
