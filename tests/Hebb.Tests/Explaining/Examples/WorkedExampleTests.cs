using System.Globalization;
using System.Text.RegularExpressions;
using Hebb.Explaining;

namespace Hebb.Tests.Explaining;

/// <summary>The numbers are those of the lecture notes, recomputed; the closed forms beside them are theirs as well.</summary>
public sealed partial class WorkedExampleTests
{
    [GeneratedRegex(" +")]
    private static partial Regex Spaces();

    [Theory]
    [InlineData(
        "weighted-decisions",
        "z_o1 = w1·i1 + w2·i2 + w3·i3 + b1 = 1·10000 + 1·15000 + 1·7000 + (-50000) = -18000|step(z_o1) = 0|= -18000|2·7000 + "
        + "(-50000) = 9000|o1 = step(z_o1) = 1")]
    [InlineData(
        "forward-pass",
        "0.5·2 + 0.2·1 + 0.1·3 + 0.1 = 1.6|h1 = sigmoid(z_h1) = 0.832018|h2 = sigmoid(z_h2) = 0.817574|= 0.476120|o1 = sigmoid(z_o1) = 0.616831|E = "
        + "binary_crossentropy(1, 0.616831) = 0.483160")]
    [InlineData("two-layers", "= 1.16|h1 = sigmoid(z_h1) = 0.761333|= 0.045227|o1 = sigmoid(z_o1) = 0.511305")]
    [InlineData(
        "backprop-a",
        "h1 = sigmoid(z_h1) = 0.593269992|h2 = sigmoid(z_h2) = 0.596884378|o1 = sigmoid(z_o1) = 0.751365070|o2 = sigmoid(z_o2) = 0.772928465|= 0.298371109|· "
        + "∂z_o1/∂w5 = 0.741365070 · 0.186815602 · 0.593269992 = 0.082167041")]
    [InlineData(
        "backprop-b",
        "h1 = sigmoid(z_h1) = 0.594475931|h2 = sigmoid(z_h2) = 0.596282699|o1 = sigmoid(z_o1) = 0.756931915|o2 = sigmoid(z_o2) = "
        + "0.767717880|= 0.303658314|= 0.081695860")]
    [InlineData("softmax", "0.002166|0.005887|0.118243|0.873704")]
    [InlineData("cross-entropy", "one-hot y = (1, 0, 0): 1.609438|sparse y = class 1: 1.609438|−ln 0.2 = 1.609438")]
    [InlineData("leaky-relu", "-3 -0.03 0.01|0 0 1|2 2 1")]
    [InlineData("sigmoid", "largest derivative between −10 and 10: 0.25\n")]
    [InlineData("tanh", "largest derivative between −10 and 10: 1\n")]
    [InlineData("swish", "1 0.731059 0.731059 0.731059 0.927671")]
    [InlineData("initializers", "limit 1/√in 0.577350|limit √(6/in) 1.414214|σ = √(2/in) 0.816497")]
    [InlineData("iterations", "100000 rows in batches of 1000: 100 updates per epoch")]
    [InlineData("momentum", "v1 = a1 = 1\n|v2 = β·v1 + (1 − β)·a2 = 0.95·1 + 0.05·0.5 = 0.975|v3 = β·v2 + (1 − β)·a3 = 0.95·0.975 + 0.05·(-2) = 0.82625")]
    [InlineData("perceptron-loss", "1 0.85 0.85 0 0 0 0\n|-1 0.85 -0.85 0.85 2 -1 1\n")]
    [InlineData("symmetry", "The doctor: equal units")]
    [InlineData("bipolar-xor", "cannot be separated by a hyperplane")]
    public void Examples_come_out_digit_by_digit(string name, string numbers)
    {
        string text = Spaces().Replace(ExplainedSection.Text(WorkedExample.Find(name).Sections()), " ");
        foreach (string number in numbers.Split('|')) { Assert.True(text.Contains(number, StringComparison.Ordinal), $"'{number}' is not in\n{text}"); }
    }

    [Theory]
    [InlineData(
        WeightNumbering.ByUnit,
        "w5 0.358916480|w6 0.408666186|w7 0.511301270|w8 0.561370121|w1 0.149780716|w2 0.199561432|w3 0.249751144|w4 "
        + "0.299502287|b1 0.350000000|b4 0.600000000")]
    [InlineData(
        WeightNumbering.ByInput, "w5 0.359152070|w7 0.459027922|w6 0.461782196|w8 0.561818005|w1 0.149776208|w2 0.199717678|w3 0.249552416|w4 0.299435355")]
    public void Both_backpropagations_step_to_the_weights_of_the_notes(WeightNumbering numbering, string expected)
    {
        Explanation explanation = BackpropagationExamples.Mazur(numbering);
        foreach (string weight in expected.Split('|'))
        {
            string[] parts = weight.Split(' ');
            Assert.Equal(parts[1], explanation.Weight(parts[0]).Updated.ToString("F9", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Nine_gradients_equal_their_closed_forms()
    {
        IReadOnlyList<ExplainedSection> sections = WorkedExample.Find("nine-gradients").Sections();
        Assert.Equal(2, sections.Count);
        foreach (ExplainedSection section in sections)
        {
            Assert.Equal(10, section.Table.Count);
            Assert.All(section.Table.Skip(1), row => Assert.Equal(row[3], row[1]));
            Assert.All(section.Table.Skip(1), row => Assert.NotEqual("0", row[1]));
        }

        // By hand: o11 = 0.405, o12 = 0.66, ŷ = 0.8985, −2(y − ŷ) = 0.997; times o11 0.403785, times w11²·x1 0.3988.
        Assert.Equal(["0.403785", "0.65802", "0.997", "0.3988"], sections[0].Table.Skip(1).Take(4).Select(row => row[1]));
    }

    [Fact]
    public void Units_that_start_equal_are_equal_after_every_epoch_shown_and_do_move()
    {
        IReadOnlyList<IReadOnlyList<string>> table = WorkedExample.Find("symmetry").Sections()[0].Table;
        Assert.Equal(7, table.Count);
        Assert.All(table.Skip(1), row => Assert.Equal((row[1], row[2], row[1], row[2]), (row[3], row[4], row[5], row[6])));
        Assert.NotEqual(table[1][1], table[^1][1]);
    }

    [Fact]
    public void Two_layers_learn_bipolar_xor() =>
        Assert.All(WorkedExample.Find("bipolar-xor").Sections()[1].Table.Skip(1), row => Assert.Equal(row[2], row[4]));

    [Fact]
    public void An_unknown_example_is_answered_with_those_there_are() =>
        Assert.Contains("backprop-a", Assert.Throws<ArgumentException>(() => WorkedExample.Find("backdrop-a")).Message, StringComparison.Ordinal);
}
