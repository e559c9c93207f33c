using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
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
            Description = $"{Verb.Inputs(kinds, help => help.Prediction)}; or one .npy file for each input of the model (or an .npz).",
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
        Verb.Add(command, [.. flags.All, ThresholdOption.Option, output, JsonOption.Option, OutputRule.Force], "row", "output", "force");
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(model);
            string[] inputs = parsed.GetValue(named) ?? [], outputs = parsed.GetValue(output) ?? [];
            OutputRule rule = new(parsed, output);
            bool isArrays = inputs.Length > 0 && inputs.All(ArrayFiles.IsArray);
            foreach (string file in outputs)
            {
                rule.File(output.Name, file);
                if (isArrays) { OutputRule.Ending(file, "an array of NumPy", ArrayExtension); }
                else { OutputRule.Ending(file, "a table or text", ".csv", ".tsv", ".txt", ".dat", ".data"); }
            }

            if (isArrays)
            {
                Option? meaningless = Array.Find([.. flags.All, ThresholdOption.Option], flag => parsed.GetResult(flag) is { Implicit: false });
                if (meaningless is not null) { throw new UsageException($"{meaningless.Name} means nothing for arrays. Leave it out."); }
                JsonObject arrays = ArrayPrediction.Run(path, inputs, outputs);
                if (JsonOption.IsGiven(parsed)) { terminal.Output.WriteUnbroken(arrays.ToJsonString()); }
                return ExitCode.Success;
            }

            TrainedModel trained = Inputs.Model(kinds, path);
            LearningKind kind = kinds.Of(trained);
            OptionValues given = flags.Read(parsed);
            kinds.CheckModel(kind, given, one => one.PredictionOptions);
            ThresholdOption.Apply(parsed, trained, terminal.Error.WriteLine);
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
            bool json = JsonOption.IsGiven(parsed);
            string? written = outputs.SingleOrDefault();
            if (!json || written is not null) { Write(result, written, terminal); }
            if (written is not null && !json) { terminal.Error.WriteLine(Wrote(written, result.Table)); }
            if (json) { terminal.Output.WriteUnbroken(Json(result, written, trained).ToJsonString()); }
            return result.Skipped > 0 ? ExitCode.Skipped : ExitCode.Success;
        });
        return command;
    }

    private static string Wrote(string path, Table? table) => table is null ? $"Wrote {path}." : OutputRule.Wrote(path, table.Rows, "row");

    /// <summary>The answers for programs, or where they were written.</summary>
    private static JsonObject Json(PredictionResult result, string? path, TrainedModel model)
    {
        if (result.Table is not { } table)
        {
            return path is null ? new() { ["text"] = string.Concat(result.Text ?? [result.Line ?? ""]) } : new() { ["output"] = path };
        }

        JsonObject json = new() { ["rows"] = table.Rows, ["skipped"] = result.Skipped };
        if (model.Target.Task == LearningTask.Binary) { json["threshold"] = model.Threshold; }
        json[path is null ? "predictions" : "output"] = path ?? (JsonNode)TableJson.Of(table);
        return json;
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
