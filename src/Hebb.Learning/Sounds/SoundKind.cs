using Hebb.Data;
using Hebb.Data.Preprocessing;
using Hebb.Data.Sounds;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Images;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Sounds;

/// <summary>Learning from sounds with a class each: a folder of WAV files for each class.</summary>
public sealed class SoundKind : LearningKind<SoundModel>
{
    /// <inheritdoc/>
    public override string Format => SoundModel.FormatName;

    /// <inheritdoc/>
    public override string Name => "sounds";

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> TrainingOptions =>
        [.. SharedOptions.Training, SharedOptions.ClassWeight, NetworkOption.Network, SharedOptions.SkipBad];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> EvaluationOptions => [SharedOptions.SkipBad];

    /// <inheritdoc/>
    public override IReadOnlyList<LearningOption> PredictionOptions => [SharedOptions.SkipBad];

    /// <inheritdoc/>
    public override Detection? Detect(LearningSource source, OptionValues options) =>
        (source ?? throw new ArgumentNullException(nameof(source))).Holds(".wav") ? new("the folder holds WAV files") : null;

    /// <inheritdoc/>
    public override LearningPlan Plan(LearningRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        string folder = Folder(request);
        SoundDataset sounds = SoundDataset.FromDirectory(folder, SharedOptions.Unreadable(request.Options));
        SoundTrainerOptions options = SharedOptions.Apply(request, new SoundTrainerOptions());
        (ImageNetwork? named, Func<Model>? make) = NetworkOption.Read(request.Options, ImageKind.Networks, Name);
        SoundRecipe recipe =
            SoundTrainer.Prepare(sounds, options with { Network = named ?? options.Network, NewNetwork = make is null ? null : (_, _) => make() });
        request.Tell($"{folder}: {string.Join(" ", recipe.Findings)}");
        if (request.Source.EmptyFolders(file => file.EndsWith(".wav", StringComparison.OrdinalIgnoreCase)) is { } empty) { request.Tell(empty); }
        return recipe;
    }

    /// <inheritdoc/>
    public override string? NextCommand(string folder, LearningSource source, TargetEncoder target) => $"predict {folder} SOUND.wav";

    /// <inheritdoc/>
    public override Func<Model, TrainedModel> Read(JsonField pipeline) => SoundModel.Read(pipeline);

    /// <inheritdoc/>
    protected override PredictionResult Predict(SoundModel model, LearningRequest request)
    {
        if (request.Inputs.Count == 0) { throw new UsageException("Specify the sounds: WAV files, or folders with WAV files."); }
        string[] files = [.. request.Inputs.SelectMany(Files)];
        List<string> names = [];
        List<Predictions> answers = [];
        foreach (string file in files)
        {
            try
            {
                answers.Add(Answer(model, file));
                names.Add(file);
            }
            catch (DataException error)
            {
                if (!request.Options.Get(SharedOptions.SkipBad)) { throw BadFile.Refused(error); }
                request.Warn($"hebb: skipped: {error.Message}");
            }
        }

        if (names.Count == 0) { throw new DataException($"None of the {files.Length} sounds can be read."); }
        return FileAnswers.Of(request.Inputs, files, names, answers);
    }

    /// <inheritdoc/>
    protected override EvaluationResult Evaluate(SoundModel model, LearningRequest request)
    {
        SoundDataset sounds = SoundDataset.FromDirectory(Folder(request), SharedOptions.Unreadable(request.Options));
        Judgement judgement = model.Judge(sounds);
        return new(model.ExamplesName, judgement) { Skipped = sounds.Bad, SaveReport = path => model.Report(sounds, judgement).Save(path) };
    }

    private static string Folder(LearningRequest request) => request.PathOr("Specify the sounds: a folder with a folder of WAV files for each class.");

    private static Predictions Answer(SoundModel model, string file)
    {
        Sound sound = Sound.Load(file);
        return sound.SampleRate == model.SampleRate ? model.Predict(sound)
            : throw new DataException($"The sound has {sound.SampleRate} Hz, those of the training {model.SampleRate} Hz. Resample it to that rate.", file);
    }

    private static IEnumerable<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new FileNotFoundException($"There is no file or folder '{path}'. Check the name.", path);
        }

        string[] found = [.. SoundDataset.In(path), .. Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal).SelectMany(SoundDataset.In)];
        return found.Length > 0 ? found : throw new DataException("There are no WAV files in this folder.", path);
    }
}
