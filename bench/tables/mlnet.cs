// LightGBM by ML.NET, for one training of the benchmark; lightgbm.py writes its input and calls it.
// usage: mlnet FOLDER binary|classes|number default|tuned
// FOLDER has train.csv and held.csv, for "tuned" validation.csv too: the label (0, 1, … or a number), then inputs; the header says "label", then "n" for
// a number and "t" for a category. Writes answers.csv: a probability for each class that the training rows have, or the number.
#:package Microsoft.ML@5.0.1
#:package Microsoft.ML.LightGbm@5.0.1
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using Microsoft.ML.Transforms;

(string folder, string task, bool tuned) = (args[0], args[1], args[2] == "tuned");
string[] kinds = [.. File.ReadLines(Path.Combine(folder, "train.csv")).First().Split(',').Skip(1)];
string[] categories = [.. Enumerable.Range(0, kinds.Length).Where(i => kinds[i] == "t").Select(i => $"c{i}")];
MLContext context = new(seed: 0);
TextLoader loader = context.Data.CreateTextLoader(new TextLoader.Options
{
    Separators = [','],
    HasHeader = true,
    MissingRealsAsNaNs = true,
    Columns =
    [
        new("Label", task == "binary" ? DataKind.Boolean : DataKind.Single, 0),
        .. kinds.Select((kind, i) => new TextLoader.Column($"c{i}", kind == "t" ? DataKind.String : DataKind.Single, i + 1)),
    ],
});
IEnumerable<string> parts = ["train.csv", "validation.csv"];
string[] learned = [.. parts.Select(name => Path.Combine(folder, name)).Where(File.Exists)];

// Inputs are prepared by all rows to learn from, so that training and validation have the same columns.
IEstimator<ITransformer> prepare = context.Transforms.Concatenate("Features", [.. kinds.Select((_, i) => $"c{i}")]);
if (categories.Length > 0)
{
    prepare = context.Transforms.Categorical.OneHotEncoding([.. categories.Select(name => new InputOutputColumnPair(name))]).Append(prepare);
}

if (task == "classes")
{
    prepare = context.Transforms.Conversion.MapValueToKey("Label", keyOrdinality: ValueToKeyMappingEstimator.KeyOrdinality.ByValue).Append(prepare);
}

ITransformer prepared = prepare.Fit(loader.Load(learned));
(IDataView train, IDataView? validation) = (Load(learned[0]), learned.Length > 1 ? Load(learned[1]) : null);
ITransformer model = task switch
{
    "binary" => Fit(context.BinaryClassification.Trainers.LightGbm(Set(new LightGbmBinaryTrainer.Options()))),
    "classes" => Fit(context.MulticlassClassification.Trainers.LightGbm(Set(new LightGbmMulticlassTrainer.Options
    {
        EvaluationMetric = LightGbmMulticlassTrainer.Options.EvaluateMetricType.LogLoss,
    }))),
    _ => Fit(context.Regression.Trainers.LightGbm(Set(new LightGbmRegressionTrainer.Options()))),
};
IDataView answers = model.Transform(Load(Path.Combine(folder, "held.csv")));
IEnumerable<float[]> rows = task switch
{
    "binary" => answers.GetColumn<float>("Probability").Select(p => new[] { 1 - p, p }),
    "classes" => answers.GetColumn<float[]>("Score"),
    _ => answers.GetColumn<float>("Score").Select(y => new[] { y }),
};
File.WriteAllLines(Path.Combine(folder, "answers.csv"), rows.Select(row => string.Join(',', row.Select(x => x.ToString("R", CultureInfo.InvariantCulture)))));

IDataView Load(string path) => prepared.Transform(loader.Load(path));

ITransformer Fit(dynamic trainer) => validation is null ? trainer.Fit(train) : trainer.Fit(train, validation);

// Leaves and rows in a leaf are LightGBM's own defaults; ML.NET would choose others.
T Set<T>(T options)
    where T : class
{
    dynamic all = options;
    all.NumberOfThreads = 1;
    if (tuned)
    {
        all.LearningRate = 0.05;
        all.NumberOfIterations = 1000;
        all.EarlyStoppingRound = 50;
        all.NumberOfLeaves = 31;
        all.MinimumExampleCountPerLeaf = 20;
        all.UseCategoricalSplit = categories.Length > 0;
    }

    return options;
}
