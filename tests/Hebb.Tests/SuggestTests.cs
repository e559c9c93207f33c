namespace Hebb.Tests;

public sealed class SuggestTests
{
    private static readonly string[] s_columns = ["CreditScore", "Geography", "Gender", "Age", "Exited"];

    [Theory]
    [InlineData("Geografy", "Geography")]
    [InlineData("exited", "Exited")]
    [InlineData("Exitde", "Exited")]
    [InlineData("Aeg", "Age")]
    [InlineData("creditscore", "CreditScore")]
    public void A_misspelled_name_finds_the_one_that_was_meant(string given, string meant) =>
        Assert.Equal(meant, Suggest.Closest(given, s_columns));

    [Theory]
    [InlineData("Balance")]
    [InlineData("xyz")]
    public void A_name_far_from_all_finds_nothing(string given) => Assert.Null(Suggest.Closest(given, s_columns));
}
