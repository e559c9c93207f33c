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
        Argument<string> model = new("DIR") { Description = "The folder that 'hebb train' has written." };
        Argument<string?> data = new("DATA") { Description = Verb.Inputs(kinds, help => help.Evaluation) + ".", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> report =
            new("--report") { Description = "Also write an HTML report: curves, feature importance or the worst mistakes.", HelpName = "FILE.html" };
        Option<bool> json = new("--json") { Description = "Print the result as one JSON object." };
        Flags flags = new(kinds.Options(kind => kind.EvaluationOptions));
        Command command = new("evaluate", "Evaluate a trained model on labeled data.") { model, data };
        Verb.Add(command, [.. flags.All, report, json, OutputRule.Force]);
        command.SetAction(parsed =>
        {
            new OutputRule(parsed, report).File(report.Name, parsed.GetValue(report));
            OutputRule.Ending(parsed.GetValue(report), "a page", ".html", ".htm");
            TrainedModel trained = Inputs.Model(kinds, parsed.GetRequiredValue(model));
            LearningKind kind = kinds.Of(trained);
            OptionValues given = flags.Read(parsed);
            kinds.Check(kind, given, one => one.EvaluationOptions);
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
            foreach (BadFile file in result.Skipped) { terminal.Error.WriteLine($"hebb: skipped: {file.Reason}"); }
            if (parsed.GetValue(json)) { terminal.Output.WriteUnbroken(result.ToJson().ToJsonString()); }
            else
            {
                foreach (string line in result.Lines) { terminal.Output.WriteLine(line); }
            }

            return result.Skipped.Count > 0 ? ExitCode.Skipped : ExitCode.Success;
        });
        return command;
    }
}
