using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Data;

/// <summary>A network for images together with how they are prepared: answers for files and pixels as they are.</summary>
public sealed class ImageModel : TrainedModel
{
    /// <summary>What its pipeline.json says it is.</summary>
    internal const string Format = "hebb-images";

    private readonly ImagePipeline _pipeline;

    internal ImageModel(Model model, ImagePipeline pipeline)
        : base(model) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override TargetEncoder Target => _pipeline.Target;

    /// <inheritdoc/>
    public override string ExamplesName => "images";

    /// <summary>The shape of an image as the network sees it: [height, width, channels].</summary>
    public Shape ImageShape => _pipeline.ImageShape;

    /// <summary>How a data set must be read so that its images are what the network was trained on.</summary>
    public ImageDatasetOptions DatasetOptions => _pipeline.Options;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static new ImageModel Load(string folder) => Load<ImageModel>(folder, "images");

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
        if (images.ImageShape != ImageShape) { throw new DataException($"The images have shape {images.ImageShape}; the model was trained on {ImageShape}. Read them with the model's DatasetOptions."); }
        string[] known = [.. Target.Classes];
        int[] codes = [.. images.Classes.Select(name => Array.IndexOf(known, name))];
        // A class without an image does no harm: labels of a file are counted from 0 up to the largest.
        if (images.Labels.Distinct().Order().FirstOrDefault(label => codes[label] < 0, -1) is >= 0 and int stranger) { throw new DataException($"The class '{images.Classes[stranger]}' was not in the training images. {Suggest.Sentence(images.Classes[stranger], known, "classes")}"); }
        (float[] truth, float[] outputs) = Answers.Of(Model, images.Stream());
        return truth.Length == 0 ? throw new DataException("No image can be read.") : Judgement.Of(Target, [.. truth.Select(label => (float)codes[(int)label])], outputs);
    }

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        ImagePipeline pipeline = ImagePipeline.Read(root);
        return model => new ImageModel(model, pipeline);
    }

    /// <inheritdoc/>
    internal override void SavePipeline(string path) => PipelineFile.Write(path, Format, Target, _pipeline.Write);

    /// <inheritdoc/>
    internal override Tensor Probe() => Tensor.Zeros([1, .. ImageShape]);
}
