using System.CommandLine;
using Hebb.Callbacks;
using Hebb.Data;
using Hebb.Models;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb train</c>: from a file or a folder of examples to a folder with a model.</summary>
internal static class TrainCommand
{
    private static readonly Argument<string?> s_data = new("DATA")
    {
        Description = "What to learn from: a table (CSV, or a JSON object on each line in .jsonl; - for an endless stream on standard input); a folder with a folder of images, WAV files or texts for each class, with a text file for each class, or with MNIST's files; or with --generate, a text.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> s_target = new("--target") { Description = "The column to predict: classes or numbers of a table, the classes of --text, the numbers of a series.", HelpName = "COLUMN" };
    private static readonly Option<string?> s_output = new("--output") { Description = "The folder to write: model.keras, pipeline.json, history.csv, report.html. Default: DATA-model in the current folder.", HelpName = "DIR" };
    private static readonly Option<int[]> s_layers = OptionValues.Sizes("--layers", "64,32", "The sizes of the hidden layers; 0 for none. Default: by the number of rows.");
    private static readonly Option<int?> s_epochs = OptionValues.Count("--epochs", "The most passes over the examples. Default: by their number; early stopping may end training before.");
    private static readonly Option<int?> s_batch = OptionValues.Count("--batch-size", "The rows looked at between two changes of the weights. Default: by the number of rows.");
    private static readonly Option<double?> s_rate = OptionValues.Rate("--learning-rate", "The learning rate of the optimizer. Default: 0.001 for tables, otherwise by the network.", 0.001);
    private static readonly Option<string[]> s_drop = OptionValues.Names("--drop", "a,b", "Columns that must not be used.");
    private static readonly Option<int> s_seed = new("--seed") { Description = "Equal seeds give equal models.", HelpName = "N", DefaultValueFactory = _ => 0 };
    private static readonly Option<int?> s_threads = OptionValues.Count("--threads", "The number of threads. Results are the same for any. Default: one per processor.");
    private static readonly Option<bool> s_stream = new("--stream") { Description = "Read the file again in every epoch instead of holding it in memory; files above 256 MB always are." };
    private static readonly Option<bool> s_noHeader = new("--no-header") { Description = "The file has no line of names: columns are called c1, c2, ...." };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object." };
    private static readonly Option<bool> s_force = new("--force") { Description = "Replace the output folder if it exists." };

    /// <summary>Options that are not for everything.</summary>
    private static readonly (Option Option, DataKind For)[] s_kinds =
    [
        (s_target, DataKind.Table | DataKind.Texts | DataKind.Series), (s_layers, DataKind.Table), (s_drop, DataKind.Table), (s_stream, DataKind.Table), (s_noHeader, DataKind.Table | DataKind.Texts | DataKind.Series),
        (TrainingChoices.Task, DataKind.Table), (TrainingChoices.Activation, DataKind.Table), (TrainingChoices.L2, DataKind.Table),
        (NetworkChoices.Model, DataKind.Images | DataKind.Sounds | DataKind.Texts | DataKind.Series | DataKind.Characters),
        (TrainingChoices.ClassWeight, DataKind.Table | DataKind.Images | DataKind.Texts | DataKind.Sounds),
        .. ImageChoices.All.Select(option => (option, option == ImageChoices.SkipBad ? DataKind.Images | DataKind.Sounds : DataKind.Images)),
        (TextChoices.Text, DataKind.Texts), (TextChoices.Tokens, DataKind.Texts), (TextChoices.Length, DataKind.Texts | DataKind.Characters),
        .. SeriesChoices.All.Select(option => (option, DataKind.Series)),
        (CharacterChoices.Generate, DataKind.Characters),
    ];

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("train", "Train a network on a table, a series, texts, images or sounds, judge it on held-out examples, and save it.")
        {
            s_data, s_target, s_output, s_layers, s_epochs, s_batch, s_rate, s_drop, s_seed, s_threads, s_stream, s_noHeader, s_json, s_force,
        };
        foreach (Option choice in TrainingChoices.All) { command.Options.Add(choice); }
        command.Options.Add(NetworkChoices.Model);
        foreach (Option choice in (Option[])[.. ImageChoices.All, .. TextChoices.All, .. SeriesChoices.All, CharacterChoices.Generate]) { command.Options.Add(choice); }
        command.Options.Add(TensorBoardLog.Option);
        command.Options.Add(ConfigFile.Option);
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(parsed, terminal, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string? data = parsed.GetValue(s_data);
        DataKind kind = DataKinds.Of(parsed, data);
        DataKinds.Check(parsed, kind, s_kinds);
        OutputFolder output = new(parsed.GetValue(s_output) ?? NameOf(data ?? "images") + "-model", parsed.GetValue(s_force));
        output.Check();
        if (parsed.GetValue(s_threads) is { } threads) { Compute.Threads = threads; }
        return kind switch
        {
            DataKind.Images => OnImages(parsed, terminal, data, output, cancellation),
            DataKind.Texts => OnTexts(parsed, terminal, data!, output, cancellation),
            DataKind.Sounds => OnSounds(parsed, terminal, data!, output, cancellation),
            DataKind.Series => OnSeries(parsed, terminal, data!, output, cancellation),
            DataKind.Characters => OnCharacters(parsed, terminal, data!, output, cancellation),
            _ => OnTable(parsed, terminal, data!, output, cancellation),
        };
    }

    private static int OnImages(ParseResult parsed, Terminal terminal, string? folder, OutputFolder output, CancellationToken cancellation)
    {
        (ImageDataset images, ImageDataset? held, string source) = ImageChoices.Read(parsed, folder);
        return On(
            parsed,
            terminal,
            output,
            source,
            (progress, doctor) => ImageTrainer.Prepare(images, NetworkChoices.Read(parsed, Common(parsed, new ImageTrainerOptions { Progress = progress, Augment = parsed.GetValue(ImageChoices.Augment) }, doctor)), held),
            "IMAGE.png",
            cancellation);
    }

    private static int OnSounds(ParseResult parsed, Terminal terminal, string folder, OutputFolder output, CancellationToken cancellation)
    {
        SoundDataset sounds = SoundDataset.FromDirectory(folder, ImageChoices.Unreadable(parsed));
        return On(
            parsed,
            terminal,
            output,
            folder,
            (progress, doctor) => SoundTrainer.Prepare(sounds, NetworkChoices.Read(parsed, Common(parsed, new SoundTrainerOptions { Progress = progress }, doctor))),
            "SOUND.wav",
            cancellation);
    }

    private static int OnTexts(ParseResult parsed, Terminal terminal, string data, OutputFolder output, CancellationToken cancellation)
    {
        (Table table, string text, string target) = TextChoices.Read(parsed, data, parsed.GetValue(s_target), parsed.GetValue(s_noHeader));
        return On(
            parsed,
            terminal,
            output,
            data,
            (progress, doctor) => TextTrainer.Prepare(table, text, target, NetworkChoices.Read(parsed, TextChoices.Read(parsed, Common(parsed, new TextTrainerOptions { Progress = progress }, doctor)))),
            "TEXTS.txt",
            cancellation);
    }

    private static int OnSeries(ParseResult parsed, Terminal terminal, string data, OutputFolder output, CancellationToken cancellation)
    {
        SeriesTrainerOptions options = SeriesChoices.Read(parsed);
        string target = parsed.GetValue(s_target) ?? throw new UsageException("Name the column to predict: --target COLUMN.");
        Table table = Inputs.Table(data, parsed.GetValue(s_noHeader));
        return On(
            parsed,
            terminal,
            output,
            data,
            (progress, doctor) => SeriesTrainer.Prepare(table, target, NetworkChoices.Read(parsed, Common(parsed, options with { Progress = progress }, doctor))),
            data,
            cancellation);
    }

    private static int OnCharacters(ParseResult parsed, Terminal terminal, string data, OutputFolder output, CancellationToken cancellation)
    {
        string text = Inputs.Text(data);
        return On(
            parsed,
            terminal,
            output,
            data,
            (progress, doctor) => CharacterTrainer.Prepare(text, NetworkChoices.Read(parsed, Common(parsed, new CharacterTrainerOptions { Progress = progress, Length = parsed.GetValue(TextChoices.Length) }, doctor))),
            "--generate 500",
            cancellation);
    }

    private static int On(ParseResult parsed, Terminal terminal, OutputFolder output, string source, Func<IProgress<TrainingProgress>, Doctor, Recipe> prepare, string rest, CancellationToken cancellation)
    {
        Doctor doctor = new();
        NetworkTraining training = new(terminal, doctor, output, parsed.GetValue(s_json));
        return training.Run(source, progress => prepare(progress, doctor), rest, cancellation);
    }

    private static int OnTable(ParseResult parsed, Terminal terminal, string data, OutputFolder output, CancellationToken cancellation)
    {
        string target = parsed.GetValue(s_target) ?? throw new UsageException("Name the column to predict: --target COLUMN.");
        bool json = parsed.GetValue(s_json);
        Doctor doctor = new();
        StreamTraining? stream = data == StreamTraining.Standard || parsed.GetValue(s_stream) || StreamTraining.IsLarge(data)
            ? new(terminal, doctor, data, target, output, json, parsed.GetValue(s_noHeader)) : null;
        Option? meaningless = data == StreamTraining.Standard ? ((Option[])[s_epochs, TrainingChoices.Patience, TrainingChoices.ValidationSplit, TensorBoardLog.Option]).FirstOrDefault(option => parsed.GetResult(option) is not null) : null;
        if (meaningless is not null) { throw new UsageException($"A stream on standard input is read once, row by row: leave {meaningless.Name} out."); }
        if (stream is not null) { return stream.Run(Options, cancellation); }

        // With --json the first stream holds the object and nothing else.
        TrainingReport report = new(json ? terminal.Error : terminal.Output);
        Table table = Inputs.Table(data, parsed.GetValue(s_noHeader));
        report.Found(data, table);
        TrainedTable Train(IProgress<TrainingProgress> progress)
        {
            TableRecipe recipe = TableTrainer.Prepare(table, target, Options(progress));
            report.Decided(recipe);
            return TableTrainer.Train(recipe, cancellation);
        }

        TrainedTable trained = terminal.IsInteractive ? TrainingProgressBar.Show(terminal.Drawing, Train) : Train(new TrainingProgressLines(terminal.Error));
        output.Save((folder, overwrite) => trained.Save(folder, overwrite, DoctorReport.For(doctor)), terminal.Error);
        report.Learned(trained, output.Name, "DATA.csv");
        DoctorReport.Write(terminal.Error, doctor);
        if (json) { terminal.Output.WriteLine(TrainingReport.Json(trained, table.Columns.Count, output.Name, doctor).ToJsonString()); }
        return trained.WasCancelled ? ExitCode.Cancelled : ExitCode.Success;

        // Rows that are seen once as they come leave nothing to look at again.
        TrainerOptions Options(IProgress<TrainingProgress>? progress) => TrainingChoices.Read(parsed, Common(
            parsed,
            new TrainerOptions
            {
                Layers = parsed.GetResult(s_layers) is null ? null : parsed.GetValue(s_layers),
                Drop = parsed.GetValue(s_drop) ?? [],
                Progress = progress,
            },
            data == StreamTraining.Standard ? null : doctor));
    }

    /// <summary>What all trainings can be told.</summary>
    private static T Common<T>(ParseResult parsed, T options, Doctor? doctor) where T : TrainingOptions => (T)(TrainingChoices.ReadCommon(parsed, options) with
    {
        Epochs = parsed.GetValue(s_epochs),
        BatchSize = parsed.GetValue(s_batch),
        LearningRate = parsed.GetValue(s_rate),
        Seed = parsed.GetValue(s_seed),
        Callbacks = [.. TensorBoardLog.Open(parsed.GetValue(TensorBoardLog.Option), parsed.GetValue(s_force)), .. doctor is null ? Array.Empty<Callback>() : [doctor]],
    });

    private static string NameOf(string data) => data == StreamTraining.Standard ? "stream" : Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(data));
}
