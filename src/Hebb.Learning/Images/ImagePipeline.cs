using System.Text.Json;
using Hebb.Data.Images;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Training;
using Hebb.Tensors;

namespace Hebb.Learning.Images;

/// <summary>How an image becomes the numbers of a network.</summary>
internal sealed class ImagePipeline : IModelPipeline
{
    private const int LargestSide = 1 << 14;

    /// <summary>What a data set does with its images.</summary>
    public ImagePipeline(ImageDataset images, TargetEncoder target)
        : this(target, images.Options with { Width = images.ImageShape[1], Height = images.ImageShape[0] })
    {
    }

    private ImagePipeline(TargetEncoder target, ImageDatasetOptions options) => (Options, Target) = (options, target);

    /// <summary>Size, channels and scale.</summary>
    public ImageDatasetOptions Options { get; }

    /// <summary>The classes.</summary>
    public TargetEncoder Target { get; }

    /// <summary>The shape of an image: [height, width, channels].</summary>
    public Shape ImageShape => [Options.Height!.Value, Options.Width!.Value, Options.Color switch { ImageColor.Grey => 1, ImageColor.Rgb => 3, _ => 4 }];

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static ImagePipeline Read(JsonField root)
    {
        PipelineFile.CheckVersion(root);
        TargetEncoder target = TargetJson.Read(root);
        if (target.Task == LearningTask.Regression) { throw root.Error("images have classes, not numbers to predict."); }
        ImageColor color = root.Choice<ImageColor>("color");
        if (color == ImageColor.AsStored) { throw root.Error("'color' is AsStored, expected Grey, Rgb or Rgba."); }
        return new(
            target,
            new()
            {
                Width = root.Whole("width", 1, LargestSide),
                Height = root.Whole("height", 1, LargestSide),
                Color = color,
                Resize = root.Choice<ResizeMethod>("resize"),
                Fit = root.Choice<ImageFit>("fit"),
                Scale = root.Positive("scale"),
            });
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("width", Options.Width!.Value);
        json.WriteNumber("height", Options.Height!.Value);
        json.WriteString("color", $"{Options.Color}");
        json.WriteString("resize", $"{Options.Resize}");
        json.WriteString("fit", $"{Options.Fit}");
        json.WriteNumber("scale", Options.Scale);
    }

    /// <summary>An image as the network wants it, but for the scale.</summary>
    public Image Prepared(Image image) => image.To(Options.Color).Resize(Options.Width!.Value, Options.Height!.Value, Options.Resize, Options.Fit);
}
