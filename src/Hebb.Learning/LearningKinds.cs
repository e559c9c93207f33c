using Hebb.Learning.Characters;
using Hebb.Learning.Images;
using Hebb.Learning.Kinds;
using Hebb.Learning.Series;
using Hebb.Learning.Sounds;
using Hebb.Learning.Streaming;
using Hebb.Learning.Tables;
using Hebb.Learning.Texts;
using Hebb.Learning.Training;

namespace Hebb.Learning;

/// <summary>Kinds of learning that are known: those of Hebb, and kinds of your own. Finds the one for data, for options and for saved models.</summary>
/// <param name="kinds">The kinds; where several recognize the same data, the first one is taken.</param>
public sealed class LearningKinds(params IReadOnlyList<LearningKind> kinds)
{
    /// <summary>The kinds of Hebb.</summary>
    public static LearningKinds Usual { get; } =
        new(new StreamKind(), new TableKind(), new ImageKind(), new SoundKind(), new TextKind(), new SeriesKind(), new CharacterKind());

    /// <summary>The kinds, in their order.</summary>
    public IReadOnlyList<LearningKind> All { get; } = kinds ?? throw new ArgumentNullException(nameof(kinds));

    /// <summary>These kinds and another one.</summary>
    /// <param name="kind">The kind; it is asked last, but goes before those that only guess.</param>
    public LearningKinds With(LearningKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        return new([.. All, kind]);
    }

    /// <summary>Loads what a training saved, whatever it was trained on.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder lacks a file.</exception>
    /// <exception cref="Hebb.Formats.FileFormatException">A file is damaged, or the two do not belong together.</exception>
    /// <exception cref="Data.DataException">The pipeline is damaged, or no kind reads it.</exception>
    public TrainedModel Load(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return ModelFolder.Load(folder, (format, pipeline) => (Find(format)
            ?? throw pipeline.Error(
                $"the format is '{format}', which no kind of learning reads: {string.Join(", ", All.Select(kind => kind.Format).Distinct())}."))
                .Saved(pipeline));
    }

    /// <summary>The kind of a model.</summary>
    /// <param name="model">The model.</param>
    /// <exception cref="ArgumentException">It is of a kind that is not known here.</exception>
    public LearningKind Of(TrainedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Find(model.Format) ?? throw new ArgumentException($"No kind of learning here has the format '{model.Format}'.", nameof(model));
    }

    /// <summary>The kind that something is learned by.</summary>
    /// <param name="source">What is named: a file, a folder, standard input, or nothing where options name files.</param>
    /// <param name="options">The options given.</param>
    /// <exception cref="UsageException">Options name different kinds, or nothing is named.</exception>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    public LearningKind Detect(LearningSource source, OptionValues options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        LearningKind? byFiles = All.FirstOrDefault(kind => kind.FileOptions.Any(options.Has));
        if (byFiles is not null && source.Path is not null)
        {
            throw new UsageException($"Both '{source.Path}' and {byFiles.FileOptions[0].Flag} name the training data. Leave one out.");
        }

        if (byFiles is not null) { return byFiles; }
        if (source.Path is null)
        {
            throw new UsageException(
                "Specify the training data: a CSV file, a folder with a folder of images, texts or sounds for each class, or --images FILE --labels FILE.");
        }

        if (!source.IsFolder && !source.IsFile && !source.IsStandardInput)
        {
            throw source.Path.StartsWith('-')
                ? new UsageException($"There is no option '{source.Path}', and no file or folder of that name.")
                : new FileNotFoundException($"There is no file or folder '{source.Path}'. Check the name.", source.Path);
        }

        return (source.IsFolder ? null : BySigns(options)) ?? ByContent(source, options)
            ?? throw new UsageException($"'{source.Path}' is nothing that can be trained on: {NamesOf(All)}.");
    }

    /// <summary>Refuses options that would be ignored.</summary>
    /// <param name="kind">The kind that is learned by, or that a model is of.</param>
    /// <param name="options">The options given.</param>
    /// <param name="optionsOf">Those that a kind has, for what is being done.</param>
    /// <exception cref="UsageException">An option is for other kinds.</exception>
    public void Check(LearningKind kind, OptionValues options, Func<LearningKind, IEnumerable<LearningOption>> optionsOf) =>
        Check(kind, options, optionsOf, other => other.Name);

    /// <summary>Refuses options that a saved model would ignore.</summary>
    /// <param name="kind">The kind of the model.</param>
    /// <param name="options">The options given.</param>
    /// <param name="optionsOf">Those that a kind has, for what is being done.</param>
    /// <exception cref="UsageException">An option is for other kinds.</exception>
    internal void CheckModel(LearningKind kind, OptionValues options, Func<LearningKind, IEnumerable<LearningOption>> optionsOf) =>
        Check(kind, options, optionsOf, other => other.ModelsName);

    private void Check(
        LearningKind kind, OptionValues options, Func<LearningKind, IEnumerable<LearningOption>> optionsOf, Func<LearningKind, string> nameOf)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(optionsOf);
        if (All.SelectMany(optionsOf).Except(optionsOf(kind)).FirstOrDefault(options.Has) is { } wrong)
        {
            string right = Sentence(All.Where(other => optionsOf(other).Contains(wrong)).Select(nameOf));
            throw new UsageException($"{wrong.Flag} is for {right}, not for {kind.SourcesName}. Leave it out.");
        }
    }

    /// <summary>All options of all kinds, each once, in the order of the kinds.</summary>
    /// <param name="optionsOf">Those that a kind has, for what is being done.</param>
    /// <exception cref="ArgumentException">Two kinds have different options of one name.</exception>
    public IReadOnlyList<LearningOption> Options(Func<LearningKind, IEnumerable<LearningOption>> optionsOf)
    {
        LearningOption[] options = [.. All.SelectMany(optionsOf).Distinct()];
        return options.CountBy(option => option.Name).FirstOrDefault(count => count.Value > 1).Key is { } twice
            ? throw new ArgumentException($"Two kinds of learning have different options of the name '{twice}'. Share one object, or rename one.",
                nameof(optionsOf))
            : options;
    }

    /// <summary>What kinds are called in a sentence.</summary>
    public static string NamesOf(IEnumerable<LearningKind> kinds) => Sentence(kinds.Select(kind => kind.Name));

    private static string Sentence(IEnumerable<string> names) => names.Distinct().ToArray() switch
    {
        [.. string[] first, var last] when first.Length > 0 => $"{string.Join(", ", first)} and {last}",
        string[] few => string.Concat(few),
    };

    private LearningKind? Find(string format) => All.FirstOrDefault(kind => kind.Format == format);

    /// <summary>The kind whose options say what a file is.</summary>
    private LearningKind? BySigns(OptionValues options)
    {
        LearningKind[] named = [.. All.Where(kind => kind.Signs.Any(options.Has))];
        if (named.Length <= 1) { return named.SingleOrDefault(); }
        string signs = string.Join(" and ", named.SelectMany(kind => kind.Signs).Where(options.Has).Select(option => option.Flag));
        throw new UsageException($"{signs} name different kinds of data: {NamesOf(named)}. Keep one.");
    }

    private LearningKind? ByContent(LearningSource source, OptionValues options)
    {
        (LearningKind Kind, Detection? Found)[] found = [.. All.Select(kind => (kind, kind.Detect(source, options))).Where(one => one.Item2 is not null)];
        return found.OrderBy(one => one.Found!.IsGuess).Select(one => one.Kind).FirstOrDefault();
    }
}
