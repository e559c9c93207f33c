using System.CommandLine;
using System.Globalization;
using Hebb.Data;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb predict</c>: answers for the rows of a CSV file, for one row, for images, texts or arrays; the continuation of a text.</summary>
internal static class PredictCommand
{
    private const string ArrayExtension = ".npy";

    private static readonly Argument<string> s_model = new("MODEL") { Description = "The folder that 'hebb train' has written, or for arrays any Keras model file." };
    private static readonly Argument<string[]> s_inputs = new("INPUT") { Description = "A CSV file; image or WAV files or folders of them; a .txt file with a text in each line (- for standard input); or one .npy file for each input of the model.", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> s_row = new("--row") { Description = "One row instead of a file: Age=40,Country=France; or one text: text=Call me back.", HelpName = "NAME=VALUE,..." };
    private static readonly Option<string[]> s_output = new("--output") { Description = "Where to write: a CSV file, or one .npy file for each output of the model. Default, but for arrays: the terminal.", HelpName = "FILE", AllowMultipleArgumentsPerToken = false };
    private static readonly Option<bool> s_noHeader = new("--no-header") { Description = "The CSV file has no line of names: columns are called c1, c2, ...." };

    private static readonly (Option Option, DataKind For)[] s_kinds =
    [
        (s_row, DataKind.Table | DataKind.Texts), (s_noHeader, DataKind.Table | DataKind.Texts | DataKind.Series), (SeriesPrediction.All, DataKind.Series), (ImageChoices.SkipBad, DataKind.Images | DataKind.Sounds),
        .. GenerationChoices.All.Select(option => (option, DataKind.Characters)),
    ];

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal)
    {
        Command command = new("predict", "Predict with a trained model.") { s_model, s_inputs, s_row, s_output, s_noHeader, ImageChoices.SkipBad };
        command.Options.Add(SeriesPrediction.All);
        foreach (Option choice in GenerationChoices.All) { command.Options.Add(choice); }
        command.SetAction(parsed => Run(parsed, terminal));
        return command;
    }

    private static int Run(ParseResult parsed, Terminal terminal)
    {
        string model = parsed.GetRequiredValue(s_model);
        string[] inputs = parsed.GetValue(s_inputs) ?? [], outputs = parsed.GetValue(s_output) ?? [];
        if (inputs.Length > 0 && inputs.All(input => input.EndsWith(ArrayExtension, StringComparison.OrdinalIgnoreCase)))
        {
            ArrayPrediction.Run(model, inputs, outputs);
            return ExitCode.Success;
        }

        string? row = parsed.GetValue(s_row);
        if (row is not null && (inputs.Length > 0 || outputs.Length > 0)) { throw new UsageException("--row stands instead of a file and prints its answer; leave the files out."); }
        TrainedModel trained = Inputs.Model(model);
        DataKinds.Check(parsed, DataKinds.Of(trained), s_kinds);
        if (outputs.Length > 1) { throw new UsageException("Give at most one --output: several are for .npy files only."); }
        if (trained is ImageModel images) { return ImagePrediction.Run(images, inputs, outputs.SingleOrDefault(), parsed.GetValue(ImageChoices.SkipBad), terminal); }
        if (trained is SoundModel sounds) { return SoundPrediction.Run(sounds, inputs, outputs.SingleOrDefault(), parsed.GetValue(ImageChoices.SkipBad), terminal); }
        if (trained is TextModel texts) { return TextPrediction.Run(texts, inputs, row, parsed.GetValue(s_noHeader), outputs.SingleOrDefault(), terminal); }
        if (trained is SeriesModel series) { return SeriesPrediction.Run(series, inputs, parsed.GetValue(SeriesPrediction.All), parsed.GetValue(s_noHeader), outputs.SingleOrDefault(), terminal); }
        if (trained is CharacterModel characters) { return GenerationChoices.Run(characters, parsed, inputs, outputs.SingleOrDefault(), terminal); }
        TableModel table = (TableModel)trained;
        if (row is not null)
        {
            PredictRow(table, row, terminal);
            return ExitCode.Success;
        }

        if (inputs.Length != 1) { throw new UsageException("Expected one CSV file and at most one --output, or --row, or .npy files only."); }
        Predictions predictions = table.Predict(Inputs.Table(inputs[0], parsed.GetValue(s_noHeader)), out TransformReport report);
        Warn(report, terminal);
        TableOutput.Write(predictions.ToTable(), outputs.SingleOrDefault(), terminal);
        return ExitCode.Success;
    }

    /// <summary>The answer on one line, with the probability of every class.</summary>
    private static void PredictRow(TableModel model, string text, Terminal terminal)
    {
        Predictions answer = model.Predict(Row.Parse(text), out TransformReport report);
        Warn(report, terminal);
        IEnumerable<string> probabilities = answer.Classes.Select((name, code) => string.Create(CultureInfo.InvariantCulture, $"{name}={answer.Probability(0, code):R}"));
        terminal.Output.WriteLine(string.Join("  ", probabilities.Prepend(answer[0])));
    }

    private static void Warn(TransformReport report, Terminal terminal)
    {
        if (!report.IsClean) { terminal.Error.WriteLine(report); }
    }
}
