using Hebb.Interop.TensorBoard;

namespace Hebb.Interop.Tests.TensorBoard;

public sealed class BucketsTests
{
    [Fact]
    public void Thirty_buckets_of_equal_width_count_all_values()
    {
        // 0, 1, …, 59, 60: each bucket is 2 wide and holds two, the last one also the greatest value.
        double[] rows = Buckets.Of([.. Enumerable.Range(0, 61).Select(i => (float)i)]);
        Assert.Equal(90, rows.Length);
        for (int i = 0; i < 30; i++) { Assert.Equal([2 * i, 2 * i + 2, i == 29 ? 3 : 2], rows[(3 * i)..(3 * i + 3)]); }
    }

    [Fact]
    public void Equal_values_have_one_bucket_and_no_values_none()
    {
        Assert.Equal([1.5, 2.5, 3], Buckets.Of([2, 2, 2]));
        Assert.Empty(Buckets.Of([]));
        Assert.Equal([1.5, 2.5, 1], Buckets.Of([float.NaN, 2, float.PositiveInfinity]));
    }
}
