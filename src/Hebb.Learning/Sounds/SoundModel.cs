using System.Globalization;
using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Sounds;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Learning.Sounds;

/// <summary>A network for sounds together with how they are prepared: answers for files and samples as they are.</summary>
public sealed class SoundModel : PipelineModel
{
    /// <summary>What its pipeline.json says it is.</summary>
    internal const string FormatName = "hebb-sounds";

    private readonly SoundPipeline _pipeline;

    internal SoundModel(Model model, SoundPipeline pipeline)
        : base(model, pipeline) => _pipeline = pipeline;

    /// <inheritdoc/>
    public override string ExamplesName => "sounds";

    /// <inheritdoc/>
    public override string Format => FormatName;

    /// <inheritdoc/>
    public override ModelSchema Schema => new([new("sound", InputType.Sound) { Form = Form }], [new(Target)]);

    private string Form => string.Create(CultureInfo.InvariantCulture, $"WAV at {SampleRate} Hz; the first {Seconds:0.###} s are heard");

    /// <summary>The rate that sounds must have, in moments a second.</summary>
    public int SampleRate => _pipeline.SampleRate;

    /// <summary>How many seconds the network hears; longer sounds are cut off, shorter ones end in silence.</summary>
    public double Seconds => (double)_pipeline.Moments / SampleRate;

    /// <summary>Loads what <see cref="TrainedNetwork.Save"/> saved.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataException">The model was trained on something else.</exception>
    public static SoundModel Load(string folder) => Load<SoundModel>(folder, FormatName, "sounds", Read);

    /// <summary>The answer for each sound.</summary>
    /// <exception cref="DataException">A sound has another rate than those of the training.</exception>
    public Predictions Predict(params IReadOnlyList<Sound> sounds)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        if (sounds.FirstOrDefault(sound => sound.SampleRate != SampleRate) is { } other)
        {
            throw new DataException($"The sound has {other.SampleRate} Hz, those of the training {SampleRate} Hz. Resample it to that rate.");
        }

        float[] outputs = sounds.Count == 0 ? [] : Model.Predict(_pipeline.Pictures(sounds)).ToArray<float>();
        return new(Target, sounds.Count, outputs);
    }

    /// <summary>The answer for a WAV file.</summary>
    /// <exception cref="DataException">It cannot be read, or has another rate.</exception>
    public Predictions Predict(string path) => Predict(Sound.Load(path));

    /// <summary>Everything there is to say about the answers to sounds whose classes are known.</summary>
    /// <param name="sounds">The sounds; their classes are found by name.</param>
    /// <exception cref="DataException">There is a class that the model does not know, or the rate is another.</exception>
    public Judgement Judge(SoundDataset sounds) => Judgement.Of(Target, Truth(sounds), Predict(sounds.Sounds).Outputs);

    /// <summary>The classes of sounds, by the model's numbers.</summary>
    internal float[] Truth(SoundDataset sounds)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        string[] known = [.. Target.Classes];
        int[] codes = [.. sounds.Classes.Select(name => Array.IndexOf(known, name))];
        return Array.IndexOf(codes, -1) is >= 0 and int stranger
            ? throw new DataException(
                $"The class '{sounds.Classes[stranger]}' was not in the training sounds. {Suggest.Sentence(sounds.Classes[stranger], known, "classes")}")
            : [.. sounds.Labels.Select(label => (float)codes[label])];
    }

    /// <summary>A page about the answers to sounds whose classes are known.</summary>
    /// <param name="sounds">The sounds.</param>
    /// <param name="judgement">What <see cref="Judge"/> said of them.</param>
    public NetworkReport Report(SoundDataset sounds, Judgement judgement)
    {
        ArgumentNullException.ThrowIfNull(sounds);
        return NetworkReport.Of(Target, ExamplesName, judgement, SoundSections.Of(this, sounds, Truth(sounds)));
    }

    /// <summary>Reads the pipeline and says how to make the model of it.</summary>
    internal static Func<Model, TrainedModel> Read(JsonField root)
    {
        SoundPipeline pipeline = SoundPipeline.Read(root);
        return model => new SoundModel(model, pipeline);
    }

    /// <inheritdoc/>
    protected internal override Tensor Probe() => Tensor.Zeros([1, .. _pipeline.PictureShape]);
}
