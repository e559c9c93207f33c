using Hebb.Learning.Kinds;

namespace Hebb.Learning.Tests.Kinds;

public sealed class LearningOptionTests
{
    private static readonly LearningOption<int?> s_window = LearningOption.Count("window", "Rows.");
    private static readonly LearningOption<string[]> s_drop = LearningOption.Names("drop", "a,b", "Columns.");

    [Theory]
    [InlineData("0")]
    [InlineData("-3")]
    [InlineData("1.5")]
    [InlineData("many")]
    public void A_value_that_cannot_be_is_refused_with_what_was_expected(string text) =>
        Assert.Equal($"--window is '{text}'. Expected a whole number of at least 1.", Assert.Throws<UsageException>(() => s_window.Read(text)).Message);

    [Fact]
    public void A_name_that_is_misspelled_is_suggested() =>
        Assert.Equal("--color is 'graj'. Did you mean 'gray'? Expected one of gray, rgb.",
            Assert.Throws<UsageException>(() => LearningOption.OneOf("color", "", ["gray", "rgb"]).Read("graj")).Message);

    [Fact]
    public void Values_come_by_name_and_the_others_have_their_defaults()
    {
        OptionValues given = OptionValues.Read([s_window, s_drop], [new("window", "12")]);
        Assert.Equal((12, true), (given.Get(s_window), given.Has(s_window)));
        Assert.Empty(given.Get(s_drop));
        Assert.False(given.Has(s_drop));
        Assert.Contains("Did you mean 'window'? The options are: window, drop.",
            Assert.Throws<UsageException>(() => OptionValues.Read([s_window, s_drop], [new("windw", "12")])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("64,32", 64, 32)]
    [InlineData("0")]
    public void Sizes_are_a_list_or_none(string text, params int[] sizes) => Assert.Equal(sizes, LearningOption.Sizes("layers", "").Read(text));
}
