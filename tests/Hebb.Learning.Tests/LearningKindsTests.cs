using Hebb.Data.Preprocessing;
using Hebb.Learning.Characters;
using Hebb.Learning.Images;
using Hebb.Learning.Kinds;
using Hebb.Learning.Series;
using Hebb.Learning.Sounds;
using Hebb.Learning.Streaming;
using Hebb.Learning.Tables;
using Hebb.Learning.Texts;
using Hebb.Learning.Training;
using Hebb.Models;

namespace Hebb.Learning.Tests;

public sealed class LearningKindsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-kinds-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(typeof(TableKind), "a.csv")]
    [InlineData(typeof(StreamKind), "a.csv", "stream", "true")]
    [InlineData(typeof(StreamKind), "-")]
    [InlineData(typeof(TextKind), "a.csv", "text", "comment")]
    [InlineData(typeof(SeriesKind), "a.csv", "window", "3")]
    [InlineData(typeof(CharacterKind), "a.csv", "generate", "true")]
    [InlineData(typeof(TextKind), "texts")]
    [InlineData(typeof(SoundKind), "sounds")]
    [InlineData(typeof(ImageKind), "images")]
    [InlineData(typeof(ImageKind), null, "images", "x.idx")]
    public void What_is_named_says_what_is_learned(Type expected, string? name, params string[] option)
    {
        File.WriteAllText(Path.Combine(_folder, "a.csv"), "x,y\n1,2\n");
        Add("texts/good/1.txt");
        Add("sounds/bark/1.WAV");
        Add("images/cat/1.png");
        LearningSource source = new(name is null or "-" ? name : Path.Combine(_folder, name));
        Assert.IsType(expected, LearningKinds.Usual.Detect(source, Given(option)));
    }

    [Fact]
    public void Every_kind_has_a_name_and_a_format_and_options_are_shared_or_differ()
    {
        Assert.All(LearningKinds.Usual.All, kind => Assert.NotEmpty(kind.Name));
        Assert.Equal(6, LearningKinds.Usual.All.Select(kind => kind.Format).Distinct().Count());
        foreach (Func<LearningKind,
            IEnumerable<LearningOption>> options in (Func<LearningKind, IEnumerable<LearningOption>>[])[kind =>
            kind.TrainingOptions, kind => kind.EvaluationOptions, kind => kind.PredictionOptions])
        {
            Assert.NotEmpty(LearningKinds.Usual.Options(options));
        }

        Assert.Contains("different options of the name 'window'",
            Assert.Throws<ArgumentException>(() => LearningKinds.Usual.With(new ShapeKind()).Options(kind => kind.TrainingOptions)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_of_ones_own_goes_before_those_that_guess()
    {
        Add("points.xy");
        LearningSource source = new(Path.Combine(_folder, "points.xy"));
        Assert.IsType<ShapeKind>(LearningKinds.Usual.With(new ShapeKind()).Detect(source, new()));
        Assert.IsType<TableKind>(LearningKinds.Usual.Detect(source, new()));
    }

    [Fact]
    public void Options_for_other_kinds_are_refused()
    {
        UsageException wrong =
            Assert.Throws<UsageException>(() => LearningKinds.Usual.Check(new ImageKind(), Given(["no-header", "true"]), kind => kind.TrainingOptions));
        Assert.Equal("--no-header is for tables, texts and series (--window), not for images. Leave it out.", wrong.Message);
    }

    private void Add(string name)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "1");
    }

    private static OptionValues Given(string[] option) =>
        option.Length == 0 ? new() : OptionValues.Read(LearningKinds.Usual.Options(kind => kind.TrainingOptions), [new(option[0], option[1])]);

    /// <summary>A kind that only wants to be found.</summary>
    private sealed class ShapeKind : LearningKind<TableModel>
    {
        public override string Format => "shapes";

        public override string Name => "shapes";

        public override IReadOnlyList<LearningOption> TrainingOptions => [LearningOption.Text("window", "W", "Another window.")];

        public override Detection? Detect(LearningSource source, OptionValues options) => source.IsFileOf(".xy") ? new("its name ends in .xy") : null;

        public override LearningPlan Plan(LearningRequest request) => throw new UsageException("Nothing is planned here.");

        public override Func<Model, TrainedModel> Read(JsonField pipeline) => TableModel.Read(pipeline);

        protected override PredictionResult Predict(TableModel model, LearningRequest request) => new();

        protected override EvaluationResult Evaluate(TableModel model, LearningRequest request) => new("shapes", new Dictionary<string, double>());
    }
}
