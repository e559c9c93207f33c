using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hebb.Activations;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Datasets;
using Hebb.Layers;
using Hebb.Learning;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Kinds;
using Hebb.Learning.Training;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Cli.Tests;

/// <summary>A kind of learning that nobody but this file knows: the verbs take it as they take tables.</summary>
public sealed class OwnKindTests
{
    private static readonly LearningKinds s_kinds = LearningKinds.Usual.With(new HeightKind());

    [Fact]
    public void The_tool_trains_judges_and_answers_with_a_kind_of_ones_own()
    {
        using Tool tool = new();
        tool.Write("people.heights", string.Concat(Enumerable.Range(0, 80).Select(i => $"{(i * 37 % 80) + 100} {(i * 37 % 80 >= 40 ? "tall" : "small")}\n")));
        Answer answer =
            Run("train", tool.At("people.heights"), "--units", "6", "--epochs", "20", "--learning-rate", "0.05", "--output", tool.At("m"), "--json");
        JsonNode json = JsonNode.Parse(answer.Succeeded)!;
        Assert.Equal(80, (int?)json["people"]);
        Assert.InRange((double)json["metrics"]!["accuracy"]!, 0.9, 1);
        Assert.Contains("80 people.", answer.Error, StringComparison.Ordinal);
        Assert.Contains("network: 1-6-1", answer.Error, StringComparison.Ordinal);
        Assert.Contains($"Next: hebb predict {tool.At("m")} DATA", answer.Error, StringComparison.Ordinal);
        Assert.Equal(["history.csv", "model.keras", "pipeline.json", "report.html"],
            Directory.EnumerateFiles(tool.At("m")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        Assert.Contains("80 people", Run("evaluate", tool.At("m"), tool.At("people.heights"), "--report", tool.At("r.html")).Succeeded,
            StringComparison.Ordinal);
        Assert.Contains("How well are people classified?", File.ReadAllText(tool.At("r.html")), StringComparison.Ordinal);
        Assert.Equal("prediction,probability_small,probability_tall",
            Run("predict", tool.At("m"), tool.At("people.heights")).Succeeded.Split('\n')[0].TrimEnd());
        Assert.Equal("height", LearningKindsOf(tool.At("m")).Schema.Inputs.Single().Name);
    }

    [Fact]
    public void Its_options_are_in_the_help_and_refused_for_other_kinds()
    {
        using Tool tool = new();
        string help = Run("train", "--help").Succeeded;
        Assert.Contains("--units <N>", help, StringComparison.Ordinal);
        Assert.Contains("a file of heights; or with --generate, a text.", help, StringComparison.Ordinal);
        Answer answer = Run("train", Tool.Customers, "--target", "Churned", "--units", "3", "--output", tool.At("m"));
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--units is for heights, not for tables. Leave it out.", answer.Error, StringComparison.Ordinal);
        Assert.Contains("--units is '0'. Expected a whole number of at least 1.", Run("train", Tool.Customers, "--units", "0").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_does_not_know_it_says_so()
    {
        using Tool tool = new();
        tool.Write("people.heights", string.Concat(Enumerable.Range(0, 40).Select(i => $"{100 + i} {(i >= 20 ? "tall" : "small")}\n")));
        _ = Run("train", tool.At("people.heights"), "--epochs", "1", "--output", tool.At("m")).Succeeded;
        Answer answer = Tool.Run("predict", tool.At("m"), tool.At("people.heights"));
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("the format is 'heights', which no kind of learning reads: hebb-pipeline, hebb-images", answer.Error, StringComparison.Ordinal);
    }

    private static TrainedModel LearningKindsOf(string folder) => s_kinds.Load(folder);

    private static Answer Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        int code = HebbTool.RunAsync(args, new Terminal(output, error), s_kinds).GetAwaiter().GetResult();
        return new(code, output.ToString(), error.ToString());
    }

    private static (float[] Heights, string[] Classes) Read(string path)
    {
        string[][] lines = [.. File.ReadAllLines(path).Select(line => line.Split(' '))];
        return ([.. lines.Select(line => float.Parse(line[0], CultureInfo.InvariantCulture) / 100)], [.. lines.Select(line => line[1])]);
    }

    private sealed class HeightKind : LearningKind<HeightModel>
    {
        private static readonly LearningOption<int?> s_units = LearningOption.Count("units", "The units of the hidden layer.");

        public override string Format => "heights";

        public override string Name => "heights";

        public override IReadOnlyList<LearningOption> TrainingOptions => [.. SharedOptions.Training, s_units];

        public override InputHelp Help => new("a file of heights");

        public override Detection? Detect(LearningSource source, OptionValues options) => source.IsFileOf(".heights") ? new("its name ends in .heights") : null;

        public override LearningPlan Plan(LearningRequest request)
        {
            (float[] heights, string[] classes) = OwnKindTests.Read(request.PathOr("Name a file of heights."));
            request.Tell($"{heights.Length} people.");
            return new HeightRecipe(heights, classes, request.Options.Get(s_units) ?? 4, SharedOptions.Apply(request, new HeightOptions()));
        }

        public override Func<Model, TrainedModel> Read(JsonField pipeline)
        {
            TargetEncoder target = TargetEncoder.Read(pipeline);
            return model => new HeightModel(model, target);
        }

        protected override PredictionResult Predict(HeightModel model, LearningRequest request)
        {
            (float[] heights, _) = OwnKindTests.Read(request.PathOr("Name a file of heights."));
            return new() { Table = new Predictions(model.Target, heights.Length, model.Outputs(heights)).ToTable() };
        }

        protected override EvaluationResult Evaluate(HeightModel model, LearningRequest request)
        {
            (float[] heights, string[] classes) = OwnKindTests.Read(request.PathOr("Name a file of heights."));
            Judgement judgement = Judgement.Of(model.Target, model.Target.Encode(new Table(new TextColumn("class", classes))), model.Outputs(heights));
            return new("people", judgement) { SaveReport = page => NetworkReport.Of(model.Target, "people", judgement, []).Save(page) };
        }
    }

    private sealed record HeightOptions : TrainingOptions;

    private sealed class HeightRecipe : Recipe
    {
        private readonly float[] _heights;
        private readonly float[] _truth;
        private readonly int _units;
        private readonly TrainValidationTest _split;

        public HeightRecipe(float[] heights, string[] classes, int units, HeightOptions options)
            : base(options)
        {
            (_heights, _units) = (heights, units);
            TextColumn column = new("class", classes);
            _split = Split.TrainValidationTest(column, options.HeldOutShare, options.ValidationShare, options.Seed);
            Target = TargetEncoder.OfClasses("class", "small", "tall");
            _truth = Target.Encode(new Table(column));
            (BatchSize, Epochs, LearningRate, Patience) = (8, options.Epochs ?? 50, options.LearningRate ?? 0.01, options.Patience ?? 50);
        }

        public override TargetEncoder Target { get; }

        public override string ExamplesName => "people";

        public override (int Train, int Validation, int HeldOut) Sizes => (_split.Train.Length, _split.Validation.Length, _split.Test.Length);

        public override IReadOnlyList<string> Findings => [];

        protected override IEnumerable<string> DataDecisions => ["heights: in meters"];

        protected override IEnumerable<string> NetworkDecisions => [$"network: 1-{_units}-1"];

        protected override Dataset Examples(SplitPart part)
        {
            int[] rows = part switch { SplitPart.Train => _split.Train, SplitPart.Validation => _split.Validation, _ => _split.Test };
            return Dataset.From(Tensor.Create([.. rows.Select(row => _heights[row])], [rows.Length, 1]),
                Tensor.Create([.. rows.Select(row => _truth[row])], [rows.Length, 1]));
        }

        protected override Model NewModel() =>
            Compiled(new Sequential([new Input([1]), new Dense(_units, Activation.Tanh), Head.Of(Target).NewLayer()]) { Seed = Seed }, LearningRate);

        protected override TrainedModel With(Model model) => new HeightModel(model, Target);
    }

    private sealed class HeightModel(Model model, TargetEncoder target) : TrainedModel(model)
    {
        public override string Format => "heights";

        public override string ExamplesName => "people";

        public override TargetEncoder Target => target;

        public override ModelSchema Schema => new([new("height", InputType.Number)], [new(target)]);

        public float[] Outputs(float[] heights) => Model.Predict(Tensor.Create(heights, [heights.Length, 1])).ToArray<float>();

        protected override void WritePipeline(Utf8JsonWriter json) => target.Write(json);

        protected override Tensor Probe() => Tensor.Zeros([1, 1]);
    }
}
