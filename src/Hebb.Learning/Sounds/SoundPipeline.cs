using System.Text.Json;
using Hebb.Data.Preprocessing;
using Hebb.Data.Sounds;
using Hebb.Learning.Training;
using Hebb.Tensors;

namespace Hebb.Learning.Sounds;

/// <summary>How a sound becomes the picture that a network sees: the logarithm of its power in bands over time, standardized.</summary>
internal sealed class SoundPipeline : IModelPipeline
{
    private const int MostMoments = 1 << 26, UsualBands = 40;

    /// <summary>A frame is about as long as a tone must be to have a pitch.</summary>
    private const double FrameSeconds = 0.032;

    private readonly MelScale _scale;

    /// <summary>Pictures of sounds, standardized by those to train on.</summary>
    public SoundPipeline(SoundDataset train, int moments, TargetEncoder target)
        : this(train.Sounds[0].SampleRate, moments, FrameOf(train.Sounds[0].SampleRate), UsualBands, 0, 1, target)
    {
        (double mean, _, double scale) =
            StandardScaler.Moments([.. train.Sounds.SelectMany(sound => Pictures([sound]).ToArray<float>()).Select(value => (double)value)]);
        (Mean, Scale) = (mean, scale);
    }

    private SoundPipeline(int rate, int moments, int frame, int bands, double mean, double scale, TargetEncoder target)
    {
        (SampleRate, Moments, Mean, Scale, Target) = (rate, moments, mean, scale, target);
        _scale = new(rate, frame, frame / 2, bands);
    }

    /// <summary>Moments a second.</summary>
    public int SampleRate { get; }

    /// <summary>Moments that the network hears; longer sounds are cut off, shorter ones end in silence.</summary>
    public int Moments { get; }

    /// <summary>What is subtracted.</summary>
    public double Mean { get; }

    /// <summary>What is divided by.</summary>
    public double Scale { get; }

    /// <summary>The classes.</summary>
    public TargetEncoder Target { get; }

    /// <summary>The shape of a picture: [frames, bands, 1].</summary>
    public Shape PictureShape => [_scale.Frames(Moments), _scale.Bands, 1];

    /// <summary>The seconds of a frame.</summary>
    public double Frame => (double)_scale.Frame / SampleRate;

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static SoundPipeline Read(JsonField root)
    {
        PipelineFile.CheckVersion(root);
        TargetEncoder target = TargetJson.Read(root);
        if (target.Task == LearningTask.Regression) { throw root.Error("sounds have classes, not numbers to predict."); }
        int frame = root.Whole("frame", 2, 1 << 16);
        return int.IsPow2(frame)
            ? new(
                root.Whole("rate", 1, int.MaxValue),
                root.Whole("moments", 1, MostMoments),
                frame,
                root.Whole("bands", 1, 1 << 12),
                root.Number("mean"),
                root.Positive("scale"),
                target)
            : throw root.Error("'frame' is not a power of two.");
    }

    /// <summary>Saves as JSON.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteNumber("rate", SampleRate);
        json.WriteNumber("moments", Moments);
        json.WriteNumber("frame", _scale.Frame);
        json.WriteNumber("bands", _scale.Bands);
        json.WriteNumber("mean", Mean);
        json.WriteNumber("scale", Scale);
    }

    /// <summary>Pictures of sounds: [sounds, frames, bands, 1].</summary>
    public Tensor Pictures(IReadOnlyList<Sound> sounds)
    {
        int size = (int)PictureShape.Size;
        float[] values = new float[checked(sounds.Count * size)];
        Parallel.For(0, sounds.Count, new ParallelOptions { MaxDegreeOfParallelism = Compute.Threads }, i =>
        {
            Span<float> own = values.AsSpan(i * size, size);
            _scale.Write(sounds[i].ToMono().Samples, Moments, own);
            foreach (ref float value in own) { value = (float)((value - Mean) / Scale); }
        });
        return Tensor.Create(values, [sounds.Count, .. PictureShape]);
    }

    private static int FrameOf(int rate) => Math.Max(16, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(rate * FrameSeconds)));
}
