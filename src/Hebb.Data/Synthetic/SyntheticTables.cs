using Hebb.Data.Tables;
using Hebb.Ops;

namespace Hebb.Data.Synthetic;

/// <summary>Tables made by a known model, to try things on and to measure against what is known to be possible.</summary>
public static partial class SyntheticTables
{
    /// <summary>Customers of a telephone company and whether they left: 11 columns of mixed types with missing values, and <c>Churned</c>.</summary>
    /// <remarks>
    /// <para>Equal seeds give equal tables on every machine and version; fewer rows are the first rows of more. About a third of the customers leave.</para>
    /// <para>
    /// The label is drawn from a known probability, so the best possible accuracy is known too: about 0.88. A logistic regression on the same columns
    /// stays near 0.75, because what drives people away is not additive: two products bind, one, three or more do not; the middle-aged leave, the
    /// young and the old stay; calls to the support matter with a monthly contract only; a login long ago matters only to those who have the app; a
    /// high charge for each product matters only in the first 18 months.
    /// </para>
    /// <para>
    /// Missing values: <c>DaysSinceLogin</c> where there is no app, <c>Satisfaction</c> where the survey was not answered (about 15 %, more often by
    /// those who never called), <c>MonthlyCharge</c> (3 %) and <c>Age</c> (2 %) at random.
    /// </para>
    /// </remarks>
    /// <param name="rows">The number of customers.</param>
    /// <param name="seed">Chooses the customers.</param>
    public static Table Customers(int rows = 5000, long seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 1);
        var random = new SplitMix64((ulong)seed);
        var customers = new Customer[rows];
        var left = new bool[rows];
        for (int i = 0; i < rows; i++)
        {
            customers[i] = Customer.Draw(ref random);
            left[i] = random.NextDouble() < customers[i].ChurnProbability;
        }

        NumberColumn Number(string name, Func<Customer, double> value) => new(name, [.. customers.Select(value)]);
        TextColumn Text(string name, Func<Customer, string> value) => new(name, [.. customers.Select(value)]);
        return new Table(
            new NumberColumn("CustomerId", [.. Enumerable.Range(100_001, rows).Select(id => (double)id)]),
            Number("Age", customer => customer.KnowsAge ? customer.Age : double.NaN),
            Text("Country", customer => customer.Country),
            Number("Tenure", customer => customer.Tenure),
            Text("Contract", customer => customer.Contract),
            Number("Products", customer => customer.Products),
            Number("MonthlyCharge", customer => customer.KnowsCharge ? customer.MonthlyCharge : double.NaN),
            Number("SupportCalls", customer => customer.SupportCalls),
            Number("Satisfaction", customer => customer.AnsweredSurvey ? customer.Satisfaction : double.NaN),
            Text("HasApp", customer => customer.HasApp ? "yes" : "no"),
            Number("DaysSinceLogin", customer => customer.HasApp ? customer.DaysSinceLogin : double.NaN),
            new TextColumn("Churned", [.. left.Select(gone => gone ? "yes" : "no")]));
    }
}
