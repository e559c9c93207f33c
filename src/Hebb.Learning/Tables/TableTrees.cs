using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Trees;
using Hebb.Models;
using static System.FormattableString;

namespace Hebb.Learning.Tables;

/// <summary>
/// Boosted trees for a table. With cross-fitting there are several boosters, each of which leaves out another part of the rows and is stopped by it; the
/// mean of their scores is the prediction. docs/maintainers/decisions/0027-boosted-trees.md says what was tried.
/// </summary>
internal sealed class TableTrees(ColumnPipeline pipeline, int rows) : TableLearner
{
    /// <summary>What trees are called beside figures, and in pipeline.json.</summary>
    public const string TreesName = "trees";

    private const int Folds = 5, UsualRounds = 500, FewestRounds = 20, UsualPatience = 20, Leaves = 15, FewLeaves = 8;

    /// <summary>Fewer rows than this have smaller trees.</summary>
    private const int FewRows = 1_000;

    /// <summary>Of many classes each has few rows that are sure of nothing: without it their answers leap, and the loss grows round by round.</summary>
    private const double ManyClassesL2 = 1;

    private const double UsualRate = 0.05, HighestRate = 0.2;

    /// <summary>The shortest training by its rate: what is learned in so many rounds of a full step.</summary>
    private const double WholeSteps = 12.5;

    /// <summary>
    /// The cells of histograms that a booster may look at: many classes or columns get fewer rounds, so that trees take no longer than a network would. A
    /// number that does not depend on the machine, so neither do the trees.
    /// </summary>
    private const double FewestCells = 2e8, CellsOfRow = 2e4;

    /// <inheritdoc/>
    public override string Name => TreesName;

    /// <inheritdoc/>
    public override string Described => "boosted trees";

    /// <inheritdoc/>
    public override string MemberName => "booster";

    /// <summary>How trees are grown for so many rows, columns and classes.</summary>
    public BoostedTreesOptions Options
    {
        get
        {
            (int rounds, double rate) = Effort(rows, pipeline.ColumnNames.Count, Training.Head.Of(pipeline.Target).Outputs);
            return BoostedTreesOptions.Best with
            {
                Rounds = rounds,
                LearningRate = rate,
                Patience = (int)Math.Ceiling(UsualPatience * UsualRate / rate),
                MaxLeaves = rows < FewRows ? FewLeaves : Leaves,
                MinRowsPerLeaf = rows < FewRows ? 10 : 20,
                L2 = pipeline.Target.Task == LearningTask.Multiclass ? ManyClassesL2 : 0,
            };
        }
    }

    /// <summary>The most rounds, and how far each goes.</summary>
    internal static (int Rounds, double Rate) Effort(int rows, int columns, int outputs)
    {
        double cells = (double)columns * outputs * (rows + (BoostedTreesOptions.Best.MaxBins * Leaves / 2.0));
        int rounds = (int)Math.Clamp((FewestCells + (CellsOfRow * rows)) / cells, FewestRounds, UsualRounds);
        return (rounds, Math.Clamp(WholeSteps / rounds, UsualRate, HighestRate));
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Decisions(TablePlan plan)
    {
        BoostedTreesOptions options = Options;
        return
        [
            Invariant($"columns: {pipeline.ColumnNames.Count} as they are, neither scaled nor filled in; categories as such"),
            (plan.LearnsFromValidation
                ? Invariant($"model: boosted trees, {Folds} boosters on other rows each, the mean of whose scores is the prediction; ")
                : "model: boosted trees; ")
            + Invariant($"trees of at most {options.MaxLeaves} leaves with at least {options.MinRowsPerLeaf} rows each"),
            Invariant($"training: learning rate {options.LearningRate:0.###}, at most {options.Rounds} rounds; stops after {options.Patience} rounds without ")
            + "improvement of the validation loss and keeps the best",
            .. plan.Options.ClassWeightDecision is { } weights ? [weights] : Array.Empty<string>(),
        ];
    }

    /// <inheritdoc/>
    public override FittedTable Fit(TablePlan plan, CancellationToken cancellation)
    {
        Part[] parts = [.. plan.RowsOfTrees.Length > plan.Split.Train.Length ? CrossFitted(plan, plan.RowsOfTrees) : [Split(plan)]];
        Trees.Parts.For(parts.Length, long.MaxValue, part => parts[part].Fit(plan.Pipeline.Target, Options, cancellation));
        Part[] grown = cancellation.IsCancellationRequested && parts.Any(part => part.Booster.Rounds > 0)
            ? [.. parts.Where(part => part.Booster.Rounds > 0)] : parts;
        BoostedTrees trees = BoostedTrees.Mean([.. grown.Select(part => part.Booster)]);
        UnseenAnswers unseen = Unseen(parts);
        if (plan.Pipeline.Target.LogOffset is not null)
        {
            float correction = LogTarget.CorrectionOf(plan.Pipeline.Target, unseen);
            (trees, unseen) = (trees.Plus(correction), unseen.Plus(correction));
        }

        return new(new TableModel(trees, plan.Pipeline), History.None, 0, new(unseen))
        {
            Name = Name,
            Progress = ProgressOf(grown),
            Outcome = OutcomeOf(grown),
            WasCancelled = cancellation.IsCancellationRequested,
        };
    }

    private static Part Split(TablePlan plan)
    {
        Table validation = plan.Table.Take(plan.Split.Validation);
        TreeRows train = Rows(plan, plan.Table.Take(plan.Split.Train));
        return new(train, validation.Rows == 0 ? null : Rows(plan, validation), [.. Enumerable.Range(0, validation.Rows)]);
    }

    private static IEnumerable<Part> CrossFitted(TablePlan plan, int[] learned)
    {
        Table table = plan.Table.Take(learned);
        Column? classes = plan.Schema.Task == LearningTask.Regression ? null : table[plan.Schema.Target];
        MemberFolds folds = new(classes, plan.Equal.Take(learned), Folds, plan.Seed);
        TreeRows rows = Rows(plan, table);
        int[] all = [.. Enumerable.Range(0, rows.Count)];
        for (int fold = 0; fold < Folds; fold++)
        {
            int[] own = [.. all.Where(row => folds.MemberOf(row) == fold)], train = [.. all.Where(row => folds.MemberOf(row) != fold)];
            if (own.Length > 0 && train.Length > 0) { yield return new(rows.Take(train), rows.Take(own), own); }
        }
    }

    /// <summary>Rows with the weights of their classes.</summary>
    private static TreeRows Rows(TablePlan plan, Table table)
    {
        if (plan.ClassWeight is null) { return TreeRows.Of(table, plan.Pipeline); }
        float[] truth = plan.Pipeline.EncodeTarget(table);
        float[] weightOfClass = plan.WeightOfClass(Scores.Constant(plan.Pipeline.Target, truth))!;
        return TreeRows.Of(table, plan.Pipeline, [.. truth.Select(code => (double)weightOfClass[(int)code])]);
    }

    /// <summary>What each booster predicts for the rows that it has not learned from, in the order of rows.</summary>
    private static UnseenAnswers Unseen(Part[] parts)
    {
        (int Row, float Truth, float[] Outputs)[] answers = [.. parts.SelectMany(part => part.Answers()).OrderBy(answer => answer.Row)];
        return new([.. answers.Select(answer => answer.Truth)], [.. answers.SelectMany(answer => answer.Outputs)]);
    }

    /// <summary>The validation loss round by round, the mean over the boosters; one that has stopped keeps its best.</summary>
    private static Table ProgressOf(Part[] parts)
    {
        int rounds = parts.Max(part => part.Losses.Count);
        return new(
            new NumberColumn("round", [.. Enumerable.Range(1, rounds).Select(round => (double)round)]),
            new NumberColumn("val_loss", [.. Enumerable.Range(0, rounds).Select(round => parts.Average(part =>
                part.Losses.Count == 0 ? double.NaN : round < part.Losses.Count ? part.Losses[round] : part.Losses.Min()))]));
    }

    private static string OutcomeOf(Part[] parts)
    {
        int[] rounds = [.. parts.Select(part => part.Booster.Rounds).Order()];
        return parts.Length == 1 ? Invariant($"The best was round {rounds[0]}.")
            : Invariant($"Grew {parts.Length} boosters; the best were rounds {rounds[0]} to {rounds[^1]}.");
    }

    /// <summary>A booster with the rows it learns from, and those that stop it.</summary>
    private sealed class Part(TreeRows train, TreeRows? validation, int[] order)
    {
        /// <summary>The validation loss after each round.</summary>
        public List<double> Losses { get; } = [];

        /// <summary>What was grown.</summary>
        public BoostedTrees Booster { get; private set; } = null!;

        public void Fit(TargetEncoder target, BoostedTreesOptions options, CancellationToken cancellation)
        {
            Progress progress = new(Losses);
            Booster = target.Task == LearningTask.Regression
                ? BoostedTrees.FitNumbers(train, options, validation, progress, cancellation)
                : BoostedTrees.FitClasses(train, target.Classes.Count, options, validation, progress, cancellation);
        }

        /// <summary>What it predicts for the rows it has not learned from, with their places among all.</summary>
        public IEnumerable<(int Row, float Truth, float[] Outputs)> Answers()
        {
            if (validation is null) { return []; }
            float[][] outputs = [.. Booster.Predict(validation.Columns).Select(value => (float)value).Chunk(Booster.Outputs)];
            return order.Select((row, i) => (row, (float)validation.Target[i], outputs[i]));
        }
    }

    private sealed class Progress(List<double> losses) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value) => losses.Add(value.ValidationLoss ?? double.NaN);
    }
}
