using System.Globalization;
using System.Text;
using Hebb.Data.Csv;
using Hebb.Formats;
using Hebb.Formats.NumPy;
using Hebb.Keras;
using Hebb.Layers;
using Hebb.Learning.Evaluation;
using Hebb.Learning.Tables;
using Hebb.Models;
using Hebb.Tensors;

namespace Hebb.Cli.Tests.Commands;

public sealed class PredictCommandTests(TrainedCustomers customers) : IClassFixture<TrainedCustomers>
{
    [Fact]
    public void A_file_gives_a_class_and_a_probability_for_each_class()
    {
        string[] lines = Tool.Run("predict", customers.Model, Tool.Customers).Succeeded.TrimEnd().Split('\n');
        Assert.Equal("prediction,probability_no,probability_yes", lines[0]);
        Assert.Equal(5001, lines.Length);
        foreach (string[] cells in lines.Skip(1).Select(line => line.Split(',')))
        {
            float no = float.Parse(cells[1], CultureInfo.InvariantCulture), yes = float.Parse(cells[2], CultureInfo.InvariantCulture);
            Assert.Equal(1, no + yes, 1e-6);
            Assert.Equal(yes >= 0.5f ? "yes" : "no", cells[0]);
        }
    }

    [Fact]
    public void Probabilities_are_those_of_the_trained_model_to_the_bit()
    {
        TrainedTable trained = TableTrainer.Train(CsvReader.Read(Tool.Customers), "Churned", new() { Epochs = 2, Layers = [8], Seed = 9 });
        string folder = customers.At("bits");
        trained.Save(folder);
        Predictions before = trained.Trained.Predict(CsvReader.Read(Tool.Customers));
        string[] lines = Tool.Run("predict", folder, Tool.Customers).Succeeded.TrimEnd().Split('\n');
        Assert.Equal(
            Enumerable.Range(0, before.Rows).Select(row => BitConverter.SingleToInt32Bits(before.Probability(row, 1))),
            lines.Skip(1).Select(line => BitConverter.SingleToInt32Bits(float.Parse(line.Split(',')[2], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void An_output_file_holds_what_the_terminal_would_show()
    {
        string path = customers.At("predicted.csv");
        Assert.Empty(Tool.Run("predict", customers.Model, Tool.Customers, "--output", path).Succeeded);
        Assert.Equal(Tool.Run("predict", customers.Model, Tool.Customers).Succeeded, File.ReadAllText(path));
        Assert.False(File.Exists(path + ".tmp"));
    }

    [Fact]
    public void One_row_gives_one_line()
    {
        string line = Tool.Run(
            "predict", customers.Model, "--row",
            "Age=64,Country=France,Tenure=27,Contract=one year,Products=2,MonthlyCharge=42.44,SupportCalls=2,Satisfaction=4,HasApp=no").Succeeded;
        Assert.Matches(@"^(yes|no)  no=0\.\d+  yes=0\.\d+\n$", line);
        string first = Tool.Run("predict", customers.Model, Tool.Customers).Succeeded.Split('\n')[1];
        string[] cells = first.Split(',');
        Assert.Equal($"{cells[0]}  no={cells[1]}  yes={cells[2]}\n", line);
    }

    [Fact]
    public void Unknown_categories_are_counted_on_the_second_stream()
    {
        Answer answer = Tool.Run("predict", customers.Model, "--row", "Country=Atlantis");
        _ = answer.Succeeded;
        Assert.Contains("Country: unknown (Atlantis), encoded as zeros", answer.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Atlantis", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_in_a_row_is_met_with_a_suggestion()
    {
        Answer answer = Tool.Run("predict", customers.Model, "--row", "Contry=France");
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("Did you mean 'Country'?", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_go_in_and_out_for_any_number_of_inputs_and_outputs()
    {
        Node a = new Input([3]), b = new Input([2]);
        Node h = new Concatenate().Apply([a, b]);
        Model model = new([a, b], [new Dense(1).Apply(h), new Dense(4).Apply(h)]) { Seed = 1 };
        float[] first = [1, 2, 3, 4, 5, 6], second = [1, -1, 0.5f, 2];
        IReadOnlyList<Tensor> expected = model.Predict([Tensor.Create(first, [2, 3]), Tensor.Create(second, [2, 2])]);
        string At(string name) => customers.At(name);
        model.Save(At("two.keras"));
        Npy.Write(At("x1.npy"), StoredArray.Of([2, 3], first));
        Npy.Write(At("x2.npy"), StoredArray.Of([2, 2], second));

        _ = Tool.Run("predict", At("two.keras"), At("x1.npy"), At("x2.npy"), "--output", At("y1.npy"), "--output", At("y2.npy")).Succeeded;
        Assert.Equal(expected[0].ToArray<float>(), Npy.Read(At("y1.npy")).ReadFloats());
        Assert.Equal(expected[1].ToArray<float>(), Npy.Read(At("y2.npy")).ReadFloats());

        Answer few = Tool.Run("predict", At("two.keras"), At("x1.npy"), "--output", At("z.npy"));
        Assert.Equal(ExitCode.Usage, few.Code);
        Assert.Contains("2 inputs, but 1 array was given", few.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(At("z.npy")));
    }

    [Fact]
    public void Arrays_need_a_place_to_be_written_to()
    {
        Answer answer = Tool.Run("predict", customers.Model, "x.npy");
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains("--output", answer.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.keras")]
    [InlineData("pipeline.json")]
    public void A_damaged_model_is_refused(string file)
    {
        string broken = Directory.CreateDirectory(customers.At("broken-" + file)).FullName;
        foreach (string path in Directory.EnumerateFiles(customers.Model)) { File.Copy(path, Path.Combine(broken, Path.GetFileName(path))); }
        byte[] bytes = File.ReadAllBytes(Path.Combine(broken, file));
        File.WriteAllBytes(Path.Combine(broken, file), bytes[..(bytes.Length / 2)]);
        string output = customers.At("never.csv");
        Answer answer = Tool.Run("predict", broken, Tool.Customers, "--output", output);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains(file, answer.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(output));
    }

    [Fact]
    public void Model_and_pipeline_of_different_trainings_are_refused()
    {
        string mixed = customers.At("mixed");
        _ = Tool.Run("train", Tool.Customers, "--target", "Churned", "--drop", "Age", "--epochs", "1", "--layers", "4", "--output", mixed).Succeeded;
        File.Copy(Path.Combine(customers.Model, "pipeline.json"), Path.Combine(mixed, "pipeline.json"), overwrite: true);
        Answer answer = Tool.Run("predict", mixed, Tool.Customers);
        Assert.Equal(ExitCode.Failure, answer.Code);
        Assert.Contains("not from the same training", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_and_a_file_do_not_go_together()
    {
        Assert.Equal(ExitCode.Usage, Tool.Run("predict", customers.Model, Tool.Customers, "--row", "Age=4").Code);
        Assert.Equal(ExitCode.Usage, Tool.Run("predict", customers.Model).Code);
    }

    [Fact]
    public void Rows_can_be_piped_in()
    {
        string expected = Tool.Run("predict", customers.Model, Tool.Customers).Succeeded;
        Assert.Equal(expected, Tool.Run(File.ReadAllBytes(Tool.Customers), "predict", customers.Model, "-").Succeeded);
        byte[] json = Encoding.UTF8.GetBytes("""
            {"CustomerId": 100001, "Age": 64, "Country": "France", "Tenure": 27, "Contract": "one year", "Products": 2, "MonthlyCharge": 42.44,
            """.ReplaceLineEndings(" ") + """
            "SupportCalls": 2, "Satisfaction": 4, "HasApp": "no", "DaysSinceLogin": null}

            """);
        Assert.Equal(string.Join('\n', expected.Split('\n')[..2]) + "\n", Tool.Run(json, "predict", customers.Model, "-").Succeeded);
        Answer nothing = Tool.Run([], "predict", customers.Model, "-");
        Assert.Equal(ExitCode.Failure, nothing.Code);
        Assert.Contains("standard input", nothing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_kept_as_they_are_written()
    {
        const string Rows = "Id,Age,Country,Tenure,Contract,Products,MonthlyCharge,SupportCalls,Satisfaction,HasApp,DaysSinceLogin,Note\n"
            + "1.50,64,France,27,one year,2,42.44,2,4,no,,\"a, b\"\n007,30,Spain,3,monthly,1,20,0,2,yes,21,\n"
            + "12345678901234567890,41,France,9,monthly,1,33,1,3,no,4,x\n";
        string file = Path.Combine(Path.GetDirectoryName(customers.At("x"))!, "keep.csv");
        File.WriteAllText(file, Rows);
        string[] plain = Tool.Run("predict", customers.Model, file).Succeeded.TrimEnd().Split('\n');
        string[] ids = ["Id,Note", "1.50,\"a, b\"", "007,", "12345678901234567890,x"];
        Assert.Equal(
            ids.Zip(plain, (id, line) => $"{id},{line}"),
            Tool.Run("predict", customers.Model, file, "--keep", "Id,Note").Succeeded.TrimEnd().Split('\n'));
        string[] all = Rows.TrimEnd().Split('\n');
        Assert.Equal(
            all.Zip(plain, (id, line) => $"{id},{line}"),
            Tool.Run("predict", customers.Model, file, "--keep", "all").Succeeded.TrimEnd().Split('\n'));
        Assert.Equal(
            all.Zip(plain, (id, line) => $"{id},{line}"),
            Tool.Run(File.ReadAllBytes(file), "predict", customers.Model, "-", "--keep", "all").Succeeded.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("There is no column 'Agee' to keep. Did you mean 'Age'?", "a.csv", "--keep", "Agee")]
    [InlineData("The predictions have a column 'prediction' of their own", "a.csv", "--keep", "all")]
    [InlineData("--keep is for files; with --row there is none", "--row", "Age=4", "--keep", "Age")]
    public void Columns_that_cannot_be_kept_are_refused(string expected, params string[] args)
    {
        string file = Path.Combine(Path.GetDirectoryName(customers.At("x"))!, "refused.csv");
        File.WriteAllText(
            file, "prediction,Age,Country,Tenure,Contract,Products,MonthlyCharge,SupportCalls,Satisfaction,HasApp,DaysSinceLogin\n"
            + "1,64,France,27,one year,2,42.44,2,4,no,3\n");
        Answer answer = Tool.Run(["predict", customers.Model, .. args.Select(arg => arg == "a.csv" ? file : arg)]);
        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.Contains(expected, answer.Error, StringComparison.Ordinal);
    }
}
