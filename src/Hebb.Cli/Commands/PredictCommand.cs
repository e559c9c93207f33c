using System.CommandLine;
using System.Text;
using Hebb.Data.Csv;
using Hebb.Formats;
using Hebb.Learning;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb predict</c>: answers of a trained model, whatever it was trained on; arrays for any model file.</summary>
internal static class PredictCommand
{
    private const string ArrayExtension = ".npy";

    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal, LearningKinds kinds)
    {
        Argument<string> model = new("MODEL") { Description = "The folder that 'hebb train' has written, or for arrays any Keras model file." };
        Argument<string[]> named = new("INPUT")
        {
            Description = $"{Verb.Inputs(kinds, help => help.Prediction)}; or one .npy file for each input of the model.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string[]> output = new("--output")
        {
            Description = "Where to write: a CSV file, or one .npy file for each output of the model. Default: the terminal (except for arrays).",
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = false,
        };
        Flags flags = new(kinds.Options(kind => kind.PredictionOptions));
        Command command = new("predict", "Predict with a trained model.") { model, named };
        Verb.Add(command, [.. flags.All, output, OutputRule.Force], "row", "output", "force");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            string[] inputs = parsed.GetValue(named) ?? [], outputs = parsed.GetValue(output) ?? [];
            OutputRule rule = new(parsed, output);
            bool isArrays = inputs.Length > 0 && inputs.All(input => input.EndsWith(ArrayExtension, StringComparison.OrdinalIgnoreCase));
            foreach (string file in outputs)
            {
                rule.File(output.Name, file);
                if (isArrays) { OutputRule.Ending(file, "an array of NumPy", ArrayExtension); }
                else { OutputRule.Ending(file, "a table or text", ".csv", ".tsv", ".txt", ".dat", ".data"); }
            }

            if (isArrays)
            {
                ArrayPrediction.Run(path, inputs, outputs);
                return ExitCode.Success;
            }

            TrainedModel trained = Inputs.Model(kinds, path);
            LearningKind kind = kinds.Of(trained);
            OptionValues given = flags.Read(parsed);
            kinds.Check(kind, given, one => one.PredictionOptions);
            if (outputs.Length > 1) { throw new UsageException("Give at most one --output: several are for .npy files only."); }
            PredictionResult result = kind.Predict(
                trained,
                new()
                {
                    Inputs = inputs,
                    HasOutput = outputs.Length > 0,
                    Options = given,
                    StandardInput = terminal.Input,
                    Warn = terminal.Error.WriteLine,
                    Words = RemedyWords.Of,
                });
            Write(result, outputs.SingleOrDefault(), terminal);
            return result.Skipped > 0 ? ExitCode.Skipped : ExitCode.Success;
        });
        return command;
    }

    /// <summary>Writes to a file, which appears when it is complete, or to the terminal.</summary>
    private static void Write(PredictionResult result, string? path, Terminal terminal)
    {
        if (path is not null)
        {
            AtomicFile.Write(path, stream =>
            {
                if (result.Table is { } table) { CsvWriter.Write(table, stream); }
                else { stream.Write(Encoding.UTF8.GetBytes(string.Concat(result.Text ?? [result.Line + "\n"]))); }
            });
        }
        else if (result.Line is { } line) { terminal.Output.WriteUnbroken(line); }
        else if (result.Table is { } table)
        {
            using Stream text = terminal.OutputStream();
            CsvWriter.Write(table, text);
        }
        else
        {
            foreach (string part in (result.Text ?? []).TakeWhile(_ => terminal.OutputProblem is null)) { terminal.Output.Write(part); }
            terminal.Output.WriteLine();
        }
    }
}
