using Hebb.Data.Preprocessing;
using Hebb.Data.Synthetic;
using Hebb.Learning.Tables;
using Hebb.Learning.Training;

namespace Hebb.Learning.Tests.Training;

public sealed class ModelSchemaTests
{
    private static readonly TableModel s_model =
        TableTrainer.Train(SyntheticTables.Customers(rows: 200), "Churned", new() { Recipe = TableRecipe.Simple, Epochs = 1, Layers = [] }).Trained;

    [Fact]
    public void A_form_can_be_made_of_what_a_table_takes_and_gives()
    {
        ModelSchema schema = s_model.Schema;
        Assert.Equal(s_model.Pipeline.ColumnNames, schema.Inputs.Select(input => input.Name));
        InputField age = schema.Inputs.Single(input => input.Name == "Age"), country = schema.Inputs.Single(input => input.Name == "Country"),
            app = schema.Inputs.Single(input => input.Name == "HasApp");
        Assert.Equal((InputType.Number, true), (age.Type, age.MayBeMissing));
        Assert.InRange(double.Parse(age.Typical!, System.Globalization.CultureInfo.InvariantCulture), age.UsualRange!.Value.Low, age.UsualRange!.Value.High);
        Assert.Equal(InputType.Category, country.Type);
        Assert.Contains("France", country.Categories);
        Assert.Contains(country.Typical, country.Categories);
        Assert.Equal(InputType.Boolean, app.Type);
        OutputField answer = Assert.Single(schema.Outputs);
        Assert.Equal(("Churned", LearningTask.Binary, "no,yes"), (answer.Name, answer.Task, string.Join(',', answer.Classes)));
    }

    /// <summary>Whatever is typical can be sent back, and is what is filled in where nothing is.</summary>
    [Fact]
    public void Typical_values_are_those_that_are_filled_in()
    {
        Dictionary<string, string?> typical = s_model.Schema.Inputs.ToDictionary(input => input.Name, input => input.Typical),
            nothing = s_model.Schema.Inputs.ToDictionary(input => input.Name, _ => (string?)null);
        FeatureMatrix given = s_model.Pipeline.Transform(typical), filled = s_model.Pipeline.Transform(nothing);
        int[] values = [.. Enumerable.Range(0, given.Columns).Where(i => !s_model.Pipeline.FeatureNames[i].EndsWith("_missing", StringComparison.Ordinal))];
        Assert.All(values, i => Assert.Equal(filled.Values[i], given.Values[i], 1e-5f));
    }

    [Fact]
    public void Programs_get_it_as_JSON()
    {
        string json = s_model.Schema.ToJson().ToJsonString();
        Assert.Contains("""{"name":"HasApp","type":"boolean","may_be_missing":true,"categories":["no","yes"]""", json, StringComparison.Ordinal);
        Assert.Contains("""{"name":"Churned","task":"binary","classes":["no","yes"],"unit":"probability"}""", json, StringComparison.Ordinal);
    }
}
