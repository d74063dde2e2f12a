-- Which features gave and took points, and how often?
select
    feature,
    count(*) as hit_count,
    min(points) as least_points,
    max(points) as most_points
from marts.evidence
group by feature
order by hit_count desc, feature
