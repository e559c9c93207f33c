using Hebb.Data;
using Hebb.Data.Tables;
using Hebb.Formats;
using Hebb.Learning;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

namespace Hebb.Fuzz;

/// <summary>A folder that a training wrote: one of its two files is damaged.</summary>
internal sealed class FolderTarget : FuzzTarget
{
    private const string ModelName = "model.keras", PipelineName = "pipeline.json";

    private readonly string _folder = Directory.CreateTempSubdirectory("hebb-fuzz-").FullName;
    private readonly byte[] _model, _pipeline;

    public FolderTarget() : base("folder", typeof(FileFormatException), typeof(DataException))
    {
        string saved = Path.Combine(_folder, "saved");
        Table table = new(
            new NumberColumn("x", [.. Enumerable.Range(0, 80).Select(i => i * 0.5)]),
            new TextColumn("color", [.. Enumerable.Range(0, 80).Select(i => i % 3 == 0 ? "red" : "blue")]),
            new TextColumn("y", [.. Enumerable.Range(0, 80).Select(i => i < 40 ? "no" : "yes")]));
        TableTrainer.Train(table, "y", new() { Epochs = 1, Layers = [4] }).Save(saved);
        (_model, _pipeline) = (File.ReadAllBytes(Path.Combine(saved, ModelName)), File.ReadAllBytes(Path.Combine(saved, PipelineName)));
    }

    public override int PermittedExpansion => 100;

    /// <summary>Which file, and its bytes.</summary>
    public override byte[] Input(long number)
    {
        Random random = Random(number);
        bool isModel = random.Next(4) == 0;
        byte[] sound = isModel ? _model : _pipeline, bytes = number == 0 ? sound : Damage.Bytes(sound, random);
        if (isModel) { FormatTargets.ZipChecksums(bytes); }
        return [(byte)(isModel ? 1 : 0), .. bytes];
    }

    public override Action? Read(byte[] input)
    {
        bool isModel = input[0] == 1;
        File.WriteAllBytes(Path.Combine(_folder, ModelName), isModel ? input[1..] : _model);
        File.WriteAllBytes(Path.Combine(_folder, PipelineName), isModel ? _pipeline : input[1..]);
        TrainedModel model = LearningKinds.Usual.Load(_folder);
        return () => _ = ((TableModel)model).Predict(Row.Parse("x=3,color=red"));
    }
}
