using System.CommandLine;
using Hebb.Data;
using Hebb.Learning;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;

namespace Hebb.Cli.Commands;

/// <summary><c>hebb evaluate</c>: how good a trained model is on examples whose answers are known.</summary>
internal static class EvaluateCommand
{
    /// <summary>The verb with its options.</summary>
    public static Command Create(Terminal terminal, LearningKinds kinds)
    {
        Argument<string> model = new("MODEL") { Description = "The folder that 'hebb train' has written, or with --x and --y any Keras model file." };
        Argument<string?> data = new("DATA") { Description = Verb.Inputs(kinds, help => help.Evaluation) + ".", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> report =
            new("--report") { Description = "Also write an HTML report: curves, feature importance or the worst mistakes.", HelpName = "FILE.html" };
        Flags flags = new(kinds.Options(kind => kind.EvaluationOptions));
        Command command = new("evaluate", "Evaluate a trained model on labeled data.") { model, data };
        Verb.Add(command, [.. flags.All, ThresholdOption.Option, report, JsonOption.Option, OutputRule.Force, .. ArrayEvaluation.Options]);
        command.SetAction(parsed =>
        {
            new OutputRule(parsed, report).File(report.Name, parsed.GetValue(report));
            OutputRule.Ending(parsed.GetValue(report), "a page", ".html", ".htm");
            if (ArrayEvaluation.IsWanted(parsed))
            {
                Option? meaningless = Array.Find([.. flags.All, ThresholdOption.Option, report], flag => parsed.GetResult(flag) is { Implicit: false });
                if (meaningless is not null || parsed.GetValue(data) is not null)
                {
                    throw new UsageException($"{meaningless?.Name ?? "DATA"} means nothing beside arrays (--x and --y). Leave it out.");
                }

                return Tell(ArrayEvaluation.Run(parsed, parsed.GetRequiredValue(model), terminal.Error.WriteLine), parsed, terminal);
            }

            TrainedModel trained = Inputs.Model(kinds, parsed.GetRequiredValue(model));
            LearningKind kind = kinds.Of(trained);
            OptionValues given = flags.Read(parsed);
            kinds.CheckModel(kind, given, one => one.EvaluationOptions);
            ThresholdOption.Apply(parsed, trained, _ => { }); // the result says which threshold it is about
            string? page = parsed.GetValue(report);
            if (page is not null && !kind.HasReport)
            {
                throw new UsageException(
                    $"{report.Name} is for {LearningKinds.NamesOf(kinds.All.Where(one => one.HasReport))}, not for {kind.Name}. Leave it out.");
            }

            string[] inputs = parsed.GetValue(data) is { } path ? [path] : [];
            EvaluationResult result =
                kind.Evaluate(trained,
                new()
                {
                    Inputs = inputs,
                    Options = given,
                    StandardInput = terminal.Input,
                    Warn = terminal.Error.WriteLine,
                    Words = RemedyWords.Of,
                });
            if (page is not null) { result.SaveReport?.Invoke(page); }
            return Tell(result, parsed, terminal);
        });
        return command;
    }

    private static int Tell(EvaluationResult result, ParseResult parsed, Terminal terminal)
    {
        foreach (BadFile file in result.Skipped) { terminal.Error.WriteLine($"hebb: skipped: {file.Reason}"); }
        if (JsonOption.IsGiven(parsed)) { terminal.Output.WriteUnbroken(result.ToJson().ToJsonString()); }
        else
        {
            foreach (string line in result.Lines) { terminal.Output.WriteLine(line); }
        }

        return result.Skipped.Count > 0 ? ExitCode.Skipped : ExitCode.Success;
    }
}
