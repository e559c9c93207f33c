using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Learning.Kinds;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;
using static System.FormattableString;

namespace Hebb.Learning.Streaming;

/// <summary>
/// Learning from rows that are not held in memory: a large file, read again in every epoch, or rows that come on standard input, once. What it learns is the
/// model of a table.
/// </summary>
public sealed class StreamKind : TableKind
{
    private const long Large = 256L << 20;
    private const int FirstRows = 10_000, MostShown = 100;

    /// <inheritdoc/>
    internal override string SourcesName => "tables that are streamed";

    /// <summary>Nothing that tables do not say too.</summary>
    public override InputHelp Help => new();

    /// <summary>Rows that go by once are not looked at together, so none is far from all others, and there are no intervals.</summary>
    public override IReadOnlyList<LearningOption> TrainingOptions =>
        [.. base.TrainingOptions.Except([KeepFar, TargetScale, Interval, NoCalibration])];

    /// <inheritdoc/>
    public override Detection? Detect(LearningSource source, OptionValues options)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(options);
        return source.IsStandardInput ? new("rows come on standard input")
            : !source.IsFile ? null
            : options.Get(Stream) ? new($"{Stream.Flag} is given")
            : new FileInfo(source.Path!).Length > Large ? new("the file is larger than 256 MB", IsGuess: true)
            : null;
    }

    /// <inheritdoc/>
    public override LearningPlan Plan(LearningRequest request)
    {
        CheckMembers(request.Options);
        CheckTime(request.Options);
        if (request.Options.Has(Budget))
        {
            throw new UsageException(
                $"A search within a budget trains many networks on rows that lie in memory, but these are streamed: leave {Budget.Flag} out.");
        }

        if (ModelOf(request.Options) != TableModelKind.Network)
        {
            throw new UsageException(
                $"A stream is learned by a network, because trees and linear models are trained in memory: leave {NetworkOption.Network.Flag} out"
                + $"{(request.Options.Get(Stream) ? $", or {Stream.Flag}" : request.Source.IsFile ? "; files above 256 MB are streamed" : "")}.");
        }

        string target = TargetOf(request), path = request.PathOr("Specify the training data: a table (CSV or JSON lines).");
        CsvOptions reading = ReadingOptions.Of(request.Options, keepsDropped: true);
        if (request.Source.IsStandardInput)
        {
            LearningOption? meaningless = ((LearningOption[])[SharedOptions.Epochs, SharedOptions.Patience, SharedOptions.ValidationSplit, Quick])
                .FirstOrDefault(request.Options.Has);
            if (meaningless is not null) { throw new UsageException($"A stream on standard input is read once, row by row: leave {meaningless.Flag} out."); }
            request.Tell(
                Invariant($"standard input: types, scales and categories come from the first {FirstRows} rows; ")
                + "every row is used once, a fifth is held out");
            int shown = 0;
            return new OnlinePlan(cancellation => OnlineTrainer.Train(
                request.StandardInput(),
                target,
                OptionsOf(request),
                FirstRows,
                reading with { HasHeader = reading.HasHeader ?? true },
                report => request.Warn(Invariant($"{report.Rows} rows  loss {report.Loss:G5}")),
                row =>
                {
                    if (shown++ < MostShown) { request.Warn($"hebb: {row}"); }
                },
                cancellation));
        }

        request.Tell($"{path}: streamed; one pass over the file for its format, one for scales and categories");
        LargeFilePlan plan = LargeFileTrainer.Prepare(path, target, OptionsOf(request), reading, request.Cancellation);
        ReadingOptions.Say(request.Tell, request.Words, plan.Reading, plan.Format);
        return plan;
    }

    /// <inheritdoc/>
    public override string? NextCommand(string folder, LearningSource source, TargetEncoder target) =>
        (source ?? throw new ArgumentNullException(nameof(source))).IsStandardInput ? null
            : (target ?? throw new ArgumentNullException(nameof(target))).Task == LearningTask.Binary
                ? $"score {folder} --threshold 0.5 --input ROWS{Ending(source)}"
            : base.NextCommand(folder, source, target);
}
