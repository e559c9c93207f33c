#:project ../src/Hebb.Cli/Hebb.Cli.csproj
#:property HebbLearning=true
// A kind of learning of one's own, in one file: bit strings with a class each. With it, the tool trains, judges and answers for .bits files as it does for
// tables and images: detection, flags, help, plan, comparison with simpler answers, report, saved folder.
// Run: dotnet run -c Release samples/own-kind.cs [-- train FILE.bits --units 8 …]
using System.Text.Json;
using Hebb.Cli;

LearningKinds kinds = LearningKinds.Usual.With(new BitKind());
if (args.Length > 0) { return await HebbTool.RunAsync(args, kinds); }

// 400 strings of nine bits; the class is whether most bits are ones.
string work = Directory.CreateTempSubdirectory("hebb-sample-").FullName, data = Path.Combine(work, "votes.bits"), model = Path.Combine(work, "model");
SplitMix64 random = new(1);
string[] strings = [.. Enumerable.Range(0, 400).Select(_ => string.Concat(Enumerable.Repeat(0, 9).Select(_ => random.Below(2))))];
File.WriteAllLines(data, strings.Select(bits => $"{bits} {(bits.Count(bit => bit == '1') > 4 ? "yes" : "no")}"));

int code = await HebbTool.RunAsync(["train", data, "--units", "12", "--epochs", "60", "--output", model], kinds)
    | await HebbTool.RunAsync(["evaluate", model, data], kinds)
    | await HebbTool.RunAsync(["predict", model, data, "--output", Path.Combine(work, "answers.csv")], kinds);
BitModel voting = (BitModel)kinds.Load(model);
Console.WriteLine(
    $"takes {voting.Schema.Inputs[0].Form}; 111110000 is '{voting.Predict(["111110000"])[0]}', 000001111 is '{voting.Predict(["000001111"])[0]}'");
bool right = voting.Predict(["111110000"])[0] == "yes" && voting.Predict(["000001111"])[0] == "no";
Directory.Delete(work, recursive: true);
return right ? code : 1;

// The kind: how data are recognized, which options there are, and who does what.
internal sealed class BitKind : LearningKind<BitModel>
{
    private static readonly LearningOption<int?> s_units =
        LearningOption.Count("units", "The units of the hidden layer of a network for bit strings. Default: 16.");

    public override string Format => "own-bits";

    public override string Name => "bit strings";

    public override IReadOnlyList<LearningOption> TrainingOptions => [.. SharedOptions.Training, s_units];

    public override InputHelp Help =>
        new("a file of bit strings with a class each (.bits)", "a file of bit strings with a class each", "a file of bit strings");

    public override Detection? Detect(LearningSource source, OptionValues options) => source.IsFileOf(".bits") ? new("its name ends in .bits") : null;

    public override LearningPlan Plan(LearningRequest request)
    {
        string path = request.PathOr("Name a .bits file.");
        BitRecipe recipe = new(Bits.Read(path), SharedOptions.Apply(request, new BitOptions { Units = request.Options.Get(s_units) ?? 16 }));
        request.Tell($"{path}: {string.Join(" ", recipe.Findings)}");
        return recipe;
    }

    public override Func<Model, TrainedModel> Read(JsonField pipeline)
    {
        int length = pipeline.Whole("length", 1, 64);
        TargetEncoder target = TargetEncoder.Read(pipeline);
        return model => new BitModel(model, length, target);
    }

    protected override PredictionResult Predict(BitModel model, LearningRequest request) =>
        new() { Table = model.Predict(Bits.Read(request.PathOr("Name a .bits file.")).Strings).ToTable() };

    protected override EvaluationResult Evaluate(BitModel model, LearningRequest request)
    {
        Bits bits = Bits.Read(request.PathOr("Name a .bits file."));
        Judgement judgement = Judgement.Of(model.Target, bits.Labels(model.Target), model.Outputs(bits.Strings));
        return new("strings", judgement) { SaveReport = page => NetworkReport.Of(model.Target, "strings", judgement, []).Save(page) };
    }
}

// The plan: which strings serve what, and the network. Training, comparison and report follow from it.
internal sealed class BitRecipe : Recipe
{
    private readonly Bits[] _parts;
    private readonly int _units;

    public BitRecipe(Bits bits, BitOptions options)
        : base(options)
    {
        _units = options.Units;
        TrainValidationTest split =
            Split.TrainValidationTest(new TextColumn("class", bits.Classes), options.HeldOutShare, options.ValidationShare, options.Seed);
        _parts = [bits.Take(split.Train), bits.Take(split.Validation), bits.Take(split.Test)];
        Target = TargetEncoder.OfClasses("class", [.. bits.Classes.Distinct().Order(StringComparer.Ordinal)!]);
        (BatchSize, Epochs, LearningRate) = (options.BatchSize ?? 16, options.Epochs ?? 100, options.LearningRate ?? 0.01);
        Patience = options.Patience ?? 10;
    }

    public override TargetEncoder Target { get; }

    public override string ExamplesName => "strings";

    public override (int Train, int Validation, int HeldOut) Sizes => (_parts[0].Strings.Length, _parts[1].Strings.Length, _parts[2].Strings.Length);

    public override IReadOnlyList<string> Findings =>
        [$"{_parts.Sum(part => part.Strings.Length)} strings of {_parts[0].Length} bits in {Target.Classes.Count} classes."];

    protected override IEnumerable<string> DataDecisions =>
        [$"strings: {Sizes.Train} for training, {Sizes.Validation} for validation, {Sizes.HeldOut} held out for the final evaluation; a bit becomes 1 or −1"];

    protected override IEnumerable<string> NetworkDecisions => [$"network: {_parts[0].Length}-{_units}-{Head.Of(Target).Outputs}, tanh in the hidden layer"];

    protected override Dataset Examples(SplitPart part) =>
        Dataset.From(_parts[(int)part].ToTensor(), Tensor.Create(_parts[(int)part].Labels(Target), [_parts[(int)part].Strings.Length, 1]));

    protected override Model NewModel() =>
        Compiled(new Sequential([new Input([_parts[0].Length]), new Dense(_units, Activation.Tanh), Head.Of(Target).NewLayer()]) { Seed = Seed }, LearningRate);

    protected override TrainedModel With(Model model) => new BitModel(model, _parts[0].Length, Target);
}

// The model: answers for strings, and says what it takes and gives.
internal sealed class BitModel(Model model, int length, TargetEncoder target) : TrainedModel(model)
{
    public override string Format => "own-bits";

    public override string ExamplesName => "bit strings";

    public override TargetEncoder Target => target;

    public override ModelSchema Schema => new([new("bits", InputType.Text) { Form = $"{length} characters 0 and 1" }], [new(target)]);

    public Predictions Predict(string[] strings) => new(target, strings.Length, Outputs(strings));

    public float[] Outputs(string[] strings) => strings.FirstOrDefault(bits => bits.Length != length) is { } other
        ? throw new DataException($"'{other}' has {other.Length} bits. Expected {length}.")
        : Model.Predict(new Bits(strings, []).ToTensor()).ToArray<float>();

    protected override void WritePipeline(Utf8JsonWriter json)
    {
        json.WriteNumber("length", length);
        target.Write(json);
    }

    protected override Tensor Probe() => Tensor.Zeros([1, length]);
}

internal sealed record BitOptions : TrainingOptions
{
    public int Units { get; init; }
}

// The data: a string and its class on each line.
internal sealed record Bits(string[] Strings, string[] Classes)
{
    public int Length => Strings[0].Length;

    public static Bits Read(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Where(line => line.Length > 0).Select(line => line.Split(' '))];
        string? wrong = lines.FirstOrDefault(line => line[0].Length != lines[0][0].Length || line[0].Any(bit => bit is not ('0' or '1')))?[0];
        return wrong is null
            ? new([.. lines.Select(line => line[0])], [.. lines.Select(line => line.ElementAtOrDefault(1) ?? "")])
            : throw new DataException($"'{wrong}' is no string of {lines[0][0].Length} bits.", path);
    }

    public Bits Take(int[] rows) => new([.. rows.Select(row => Strings[row])], [.. rows.Select(row => Classes[row])]);

    public Tensor ToTensor() => Tensor.Create([.. Strings.SelectMany(bits => bits).Select(bit => bit == '1' ? 1f : -1f)], [Strings.Length, Length]);

    public float[] Labels(TargetEncoder target) => target.Encode(new Table(new TextColumn(target.Name, Classes)));
}
