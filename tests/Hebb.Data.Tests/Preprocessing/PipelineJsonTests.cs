using System.Text;
using Hebb.Data.Preprocessing;
using Hebb.Data.Synthetic;
using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Tests.Preprocessing;

public sealed class PipelineJsonTests
{
    private static readonly Table s_customers = SyntheticTables.Customers(400, 3);

    private static ColumnPipeline Classifier() => ColumnPipeline.Fit(s_customers, Schema.Infer(s_customers, "Churned"));

    private static string Json(ColumnPipeline pipeline)
    {
        using var stream = new MemoryStream();
        pipeline.Save(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static ColumnPipeline Load(string json) => ColumnPipeline.Load(new MemoryStream(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void A_loaded_pipeline_gives_the_same_bits()
    {
        ColumnPipeline pipeline = Classifier();
        ColumnPipeline loaded = Load(Json(pipeline));
        Assert.Equal(Json(pipeline), Json(loaded));
        Assert.Equal(pipeline.FeatureNames, loaded.FeatureNames);
        Assert.Equal(pipeline.Transform(s_customers).Values, loaded.Transform(s_customers).Values);
        Assert.Equal(pipeline.EncodeTarget(s_customers), loaded.EncodeTarget(s_customers));
        Assert.Equal(pipeline.Dropped, loaded.Dropped);
    }

    [Fact]
    public void A_regression_is_loaded_with_its_exact_scale()
    {
        var table = new Table(new NumberColumn("x", 0.1, 0.2, 0.7), new NumberColumn("y", 1.0 / 3, 2.0 / 7, 1e17 / 3));
        ColumnPipeline pipeline = ColumnPipeline.Fit(table, Schema.Infer(table, "y"));
        ColumnPipeline loaded = Load(Json(pipeline));
        Assert.Equal((pipeline.Target.Mean, pipeline.Target.Scale), (loaded.Target.Mean, loaded.Target.Scale));
    }

    [Fact]
    public void A_file_of_version_1_loads()
    {
        ColumnPipeline pipeline = Load("""
            {"format": "hebb-pipeline", "version": 1, "unknown_categories": "ignore", "columns": [
              {"name": "Age", "kind": "number", "fill": 40, "mean": 40, "scale": 8},
              {"name": "App", "kind": "category", "fill": "no", "categories": ["no", "yes"], "numeric": false, "drop_first": false}],
             "dropped": [{"name": "Id", "kind": "Identifier", "reason": "dropped"}],
             "target": {"name": "Churned", "task": "Binary", "classes": ["no", "yes"], "numeric": false}}
            """);
        Assert.Equal(["Age", "App_no", "App_yes"], pipeline.FeatureNames);
        Assert.Equal([1.5f, 0, 1], pipeline.Transform(Row.Parse("Age=52,App=yes")).Values);
    }

    [Fact]
    public void A_file_is_replaced_as_a_whole()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string path = Path.Combine(folder, "pipeline.json");
        File.WriteAllText(path, "old");
        Classifier().Save(path);
        Assert.Equal(Classifier().FeatureNames, ColumnPipeline.Load(path).FeatureNames);
        Assert.Equal(["pipeline.json"], Directory.GetFiles(folder).Select(Path.GetFileName));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("\"version\": 3", "\"version\": 6", "newer version")]
    [InlineData("\"hebb-pipeline\"", "\"other\"", "expected 'hebb-pipeline'")]
    [InlineData("\"kind\": \"number\"", "\"kind\": \"banana\"", "in columns[0]: 'kind' is 'banana'")]
    [InlineData("\"kind\": \"number\"", "\"kind\": \"constant\"", "in columns[0]: 'kind' is 'constant'")]
    [InlineData("\"kind\": \"number\"", "\"kind\": \"category\"", "in columns[0]: 'fill' is Number, expected String")]
    [InlineData("\"mean\": ", "\"mean\": 1e999, \"was\": ", "'mean' is not a finite number")]
    [InlineData("\"scale\": ", "\"scale\": 0, \"was\": ", "'scale' is not greater than 0")]
    [InlineData("\"scale\": ", "\"scales\": ", "'scale' is missing")]
    [InlineData("\"name\": \"Tenure\"", "\"name\": \"Age\"", "'Age' is listed twice")]
    [InlineData("\"name\": \"Age\"", "\"name\": \"\"", "'name' is empty")]
    [InlineData("\"name\": \"Age\"", "\"name\": \"\\ud800\"", "'name' is not valid text")]
    [InlineData("\"France\",", "\"Germany\",", "different texts")]
    [InlineData("\"task\": \"Binary\"", "\"task\": \"Regression\"", "in target: 'mean' is missing")]
    [InlineData("\"columns\": [", "\"columns\": [ 7, ", "'columns' has an item that is not an object")]
    [InlineData("{\n  \"format\"", "{\n  \"format\": \"x\", \"format\"", "damaged or not a pipeline")]
    public void A_damaged_field_is_an_error_that_names_it(string text, string replacement, string expected)
    {
        string json = Json(Classifier());
        int at = json.IndexOf(text, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{text} is not in {json}");
        DataException error = Assert.Throws<DataException>(() => Load(json[..at] + replacement + json[(at + text.Length)..]));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_cut_and_every_changed_byte_is_an_error_or_a_valid_pipeline()
    {
        byte[] json = Encoding.UTF8.GetBytes(Json(Classifier()));
        for (int length = 0; length < json.Length - 1; length++)
        {
            Assert.Throws<DataException>(() => ColumnPipeline.Load(new MemoryStream(json, 0, length)));
        }

        var random = new SplitMix64(11);
        for (int i = 0; i < 5000; i++)
        {
            byte[] changed = [.. json];
            changed[random.Below(json.Length)] = (byte)random.Below(256);
            try
            {
                _ = ColumnPipeline.Load(new MemoryStream(changed)).FeatureNames;
            }
            catch (DataException)
            {
                // the only exception a damaged file may cause
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]")]
    public void What_is_no_pipeline_is_an_error(string json) => Assert.Throws<DataException>(() => Load(json));
}
