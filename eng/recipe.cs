#:project ../src/Hebb.Learning/Hebb.Learning.csproj
// What the defaults of TableTrainer reach on real tables: medians over five seeds of figures on held-out rows, which decide nothing.
// Run: dotnet run -c Release eng/recipe.cs -- FOLDER [NAME ...] [--seeds 1,2,3,4,5]. FOLDER holds the data sets; absent ones are skipped.
using System.Globalization;
using Hebb.Activations;
using Hebb.Data;
using Hebb.Data.Csv;
using Hebb.Data.Preprocessing;
using Hebb.Data.Tables;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int at = Array.IndexOf(args, "--seeds");
int[] seeds = at >= 0 ? [.. args[at + 1].Split(',').Select(int.Parse)] : [1, 2, 3, 4, 5];
string[] rest = at >= 0 ? [.. args[..at], .. args[(at + 2)..]] : args;
string folder = rest.FirstOrDefault() ?? ".";
string[] wanted = [.. rest.Skip(1)];

Trial[] trials =
[
    new("iris", "iris/iris.csv", "species", [("accuracy", 0.93, true)]),
    new("wine", "wine/wine.csv", "c14", [("accuracy", 0.94, true)]),
    new("breast cancer", "breast_cancer/breast-cancer-wisconsin.csv", "c10", [("accuracy", 0.95, true)]),
    new("heart", "heart_disease/heart.csv", "target", [("accuracy", 0.78, true)]),
    new("auto mpg", "auto_mpg/mpg.csv", "mpg", [("mae", 2.3, false)]),
    new("churn", "churn/Churn_Modelling.csv", "Exited", [("accuracy", 0.855, true), ("roc_auc", 0.855, true)]),
    new("fraud", "creditcard_fraud/creditcard_sample.csv", "Class", [("average_precision", 0.92, true)]) { Options = new() { BalancedClasses = true } },
    new("housing", "california_housing/housing.csv", "median_house_value", [("rmse", 55_000, false)]),
    new("spiral", "", "class", [("accuracy", 0.95, true)])
    {
        Options = new()
        {
            Layers = [8, 8, 8],
            Activation = Activation.Tanh,
            TestSplit = 0.5,
            LearningRate = 0.01,
            L2 = 3e-4,
            BatchSize = 10,
            Epochs = 1500,
            Patience = 300,
        },
    },
];

Console.WriteLine($"{"data",-14} {"figure",-18} {"median",10} {"bar",10} {"linear",10} {"baseline",10}   each seed");
bool failed = false;
foreach (Trial trial in trials.Where(trial => wanted.Length == 0 || wanted.Contains(trial.Name)))
{
    string path = Path.Combine(folder, trial.Path);
    if (trial.Path.Length > 0 && !File.Exists(path))
    {
        Console.WriteLine($"{trial.Name,-14} skipped: there is no {path}");
        continue;
    }

    TrainedTable[] runs = [.. seeds.Select(
        seed => TableTrainer.Train(trial.Path.Length == 0 ? Spiral(500) : CsvReader.Read(path), trial.Target, trial.Options with { Seed = seed }))];
    foreach ((string figure, double bar, bool larger) in trial.Bars)
    {
        double[] values = [.. runs.Select(run => run.Metrics[figure])];
        double median = Median(values);
        bool passed = larger ? median >= bar : median <= bar;
        failed |= !passed;
        string linear = runs[0].Linear is null ? "" : Number(Median([.. runs.Select(run => run.Linear![figure])]));
        Console.WriteLine(
            $"{trial.Name,-14} {figure,-18} {Number(median),10} {Number(bar),10} {linear,10} "
            + $"{Number(Median([.. runs.Select(run => run.Baseline[figure])])),10}   "
            + $"{string.Join(' ', values.Select(Number))}{(passed ? "" : "   BELOW THE BAR")}");
    }

    Console.WriteLine(
        $"{"",-14} epochs {string.Join(' ', runs.Select(run => $"{run.BestEpoch}/{run.History.Epochs.Count}"))}, {runs.Sum(run => run.Seconds):F0} s");
}

return failed ? 1 : 0;

static double Median(double[] values)
{
    double[] sorted = [.. values.Order()];
    return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}

static string Number(double value) => value.ToString(Math.Abs(value) >= 100 ? "F0" : "F4", CultureInfo.InvariantCulture);

// TensorFlow Playground's spiral without noise: two arms of rows/2 points, radius 0 to 5, 1.75 turns.
static Table Spiral(int rows)
{
    int half = rows / 2;
    double[] x1 = new double[rows], x2 = new double[rows];
    string[] arm = new string[rows];
    for (int i = 0; i < rows; i++)
    {
        double r = (double)(i % half) / half * 5, t = (1.75 * (i % half) / half * 2 * Math.PI) + (i < half ? 0 : Math.PI);
        (x1[i], x2[i], arm[i]) = (r * Math.Sin(t), r * Math.Cos(t), i < half ? "blue" : "orange");
    }

    return new(new NumberColumn("x1", x1), new NumberColumn("x2", x2), new TextColumn("class", arm));
}

internal sealed record Trial(string Name, string Path, string Target, (string Figure, double Bar, bool Larger)[] Bars)
{
    public TableTrainerOptions Options { get; init; } = new();
}
